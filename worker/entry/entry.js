// The worker's main module: one wasm instance at a time, and a fresh one after a trap.
//
// A Rust panic traps (`panic = "abort"`): whatever the instance was doing stays half done, for ever.
// So each instance with its glue is a *generation*:
// - the call that trapped is answered with 500, and its generation takes no new call; calls of one
//   Durable Object wait for each other, so all of them that are running there end with it;
// - calls that are still running in that generation end there, normally; the tasks that stood
//   behind the trapped one in its queue are run, not dropped;
// - new calls go to a fresh generation; a Durable Object is constructed again, from storage, once
//   nothing runs in its old construction, so that an object never has two writers;
// - the Durable Object that trapped is aborted as a whole by the engine: its unfinished calls fail,
//   what it had not made durable is gone, and its next call constructs it again.
import { AsyncLocalStorage } from "node:async_hooks";
import wasm from "./jiannuo-worker_bg.wasm";
import { instantiate } from "./jiannuo-worker.js";

// After a trap the queue is entered again until it ends by itself, at most this often: each entry
// takes at least one task off, and no request has this many.
const QUEUE_ENTRIES_MAX = 1000;
// Exports that the glue calls around every value it passes; they do not run the worker's code.
const PLUMBING = /^(__wbindgen_|__externref_)/;

const calls = new AsyncLocalStorage();
let current;

// A trap, told apart from an error that the worker's code reports.
class Trap extends Error {
  constructor(cause) {
    super(`the worker trapped: ${cause}`, { cause });
  }
}

class Generation {
  // The tasks that the instance has asked to be run.
  #due = [];

  constructor() {
    this.exports = instantiate(wasm, {
      guard: (exports) => this.#guarded(exports),
      queueMicrotask: (task) => {
        this.#due.push(task);
        queueMicrotask(() => this.settle());
      },
    });
  }

  // The exports, each reporting whatever is thrown through it: an exception that leaves wasm has
  // skipped the clean-up of every frame it went through, whether it was a trap or not.
  #guarded(exports) {
    const guarded = {};
    for (const [name, value] of Object.entries(exports)) {
      guarded[name] = typeof value === "function" && !PLUMBING.test(name) ? this.#guard(value) : value;
    }
    return guarded;
  }

  #guard(exported) {
    return (...values) => {
      try {
        return exported(...values);
      } catch (cause) {
        const trap = new Trap(cause);
        this.#retire(trap);
        calls.getStore()?.forEach((reject) => reject(trap));
        throw trap;
      }
    };
  }

  #retire(trap) {
    if (current === this) {
      current = undefined;
    }
    console.error(JSON.stringify({ event: "trap", error: String(trap.cause?.stack ?? trap.cause) }));
  }

  // Runs the tasks that are due now. An instance asks for them once: were the engine to end its work
  // between the asking and the running, it would wait for ever, and with it whoever it still serves.
  settle() {
    for (let task = this.#due.shift(); task !== undefined; task = this.#due.shift()) {
      drain(task);
    }
  }

  // Runs one call; a trap anywhere in its asynchronous course ends it, though the promise that the
  // worker returned would stay pending for ever. So do the other calls in `together`: one of them
  // may do the work that the others wait for.
  async run(work, together = new Set()) {
    let end;
    const ended = new Promise((resolve, reject) => {
      end = reject;
      together.add(end);
      calls.run(together, async () => work(this.exports).then(resolve, reject)).catch(reject);
    });
    try {
      return await ended;
    } finally {
      together.delete(end);
    }
  }
}

function generation() {
  current ??= new Generation();
  return current;
}

// Runs the queue of tasks, and what is left of it when a task traps.
function drain(task) {
  for (let entries = 0; entries < QUEUE_ENTRIES_MAX; entries += 1) {
    try {
      task();
      return;
    } catch {
      // The guard has told the call it belongs to.
    }
  }
}

function internalError(error) {
  if (!(error instanceof Trap)) {
    console.error(JSON.stringify({ event: "error", error: String(error?.stack ?? error) }));
  }
  return Response.json({ error: "internal" }, { status: 500, headers: { "cache-control": "no-store" } });
}

// A Durable Object class that constructs the wasm class of the same name, again whenever the
// generation has moved on.
function durableObject(name) {
  return class {
    #state;
    #env;
    #object;
    #generation;
    #running = 0;
    #together = new Set();
    #idle = [];

    constructor(state, env) {
      this.#state = state;
      this.#env = env;
    }

    async fetch(request) {
      try {
        return await this.#call((object) => object.fetch(request));
      } catch (error) {
        return internalError(error);
      }
    }

    async alarm() {
      return this.#call((object) => object.alarm());
    }

    async #call(work) {
      await this.#constructed();
      const object = this.#object;
      this.#running += 1;
      try {
        return await this.#generation.run(async () => work(object), this.#together);
      } catch (error) {
        if (error instanceof Trap) {
          this.#generation.settle();
          this.#state.abort("trap");
        }
        throw error;
      } finally {
        this.#running -= 1;
        if (this.#running === 0) {
          this.#idle.splice(0).forEach((wake) => wake());
        }
      }
    }

    async #constructed() {
      while (this.#generation === undefined || this.#generation !== generation()) {
        if (this.#running === 0) {
          const fresh = generation();
          this.#object = new fresh.exports[name](this.#state, this.#env);
          this.#generation = fresh;
        } else {
          await new Promise((wake) => this.#idle.push(wake));
        }
      }
    }
  };
}

export const OrganisationLog = durableObject("OrganisationLog");
export const Directory = durableObject("Directory");
export const WitnessLog = durableObject("WitnessLog");

export default {
  async fetch(request, env, context) {
    try {
      return await generation().run((worker) => worker.fetch(request, env, context));
    } catch (error) {
      return internalError(error);
    }
  },
};
