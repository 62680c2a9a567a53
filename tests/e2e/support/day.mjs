// A test file's day: one worker, one browser that all guests share, and at its end a look at everything that was left.
import assert from "node:assert/strict";

import { launch } from "../../support/browsers.mjs";
import { checkLog } from "../../support/check-log.mjs";
import { end } from "../../support/client.mjs";
import { foundingCode, startWorker } from "../../support/engine.mjs";
import { guestAt, personAt } from "./person.mjs";

const DAY_MS = 86_400_000;
const POLL_PAUSE_MS = 50;
/** A board is at most a second old; as much again for a machine under load. */
export const BOARD_AGE_MOST_MS = 2_000;

/** The date so many days from today, as forms and records write it. */
export const inDays = (days) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

/** Begins a day on an empty store. Options go to the worker; `flags` to the browser. */
export async function beginDay({ flags, ...options } = {}) {
  const founding = options.foundingKey ? undefined : foundingCode();
  const worker = await startWorker({ foundingKey: founding?.public_key, ...options });
  const browser = await launch("chromium", flags).catch(async (error) => {
    await worker.dispose();
    throw error;
  });
  return new Day(worker, browser, founding?.code);
}

class Day {
  #people = [];

  constructor(worker, browser, foundingCode) {
    Object.assign(this, { worker, browser, foundingCode });
  }

  /** A person on a device in the browser that all share. Options go to playwright's context. */
  guest(options) {
    return this.#welcome(guestAt(this.worker.baseUrl, this.browser, options));
  }

  /** A person whose browser can be closed, killed and opened again. */
  person(options) {
    return this.#welcome(personAt(this.worker.baseUrl, options));
  }

  /** A resident who reads the public pages with scripts turned off. */
  resident(options) {
    return this.guest({ javaScriptEnabled: false, ...options });
  }

  async #welcome(arriving) {
    const person = await arriving;
    this.#people.push(person);
    return person;
  }

  /** A secretary who has just founded an organisation. */
  async secretaryOf(slug, name = "柳溪村", person = "梁一禾") {
    const secretary = await this.guest();
    await secretary.founds(this.foundingCode, { slug, name, person, post: "书记" });
    return secretary;
  }

  /** Has a member added and invited, and joins them on a device. */
  async memberOf(slug, secretary, name, { role, device } = {}) {
    await secretary.addsMember(slug, name, role);
    const { link } = await secretary.invites(slug, name);
    const member = device ?? (await this.guest());
    await member.joinsByLink(link);
    return member;
  }

  /** The board as its readers' programs get it, with all that is in the log by now. */
  async board(slug) {
    const { size } = await end(this.worker, slug);
    const deadline = Date.now() + BOARD_AGE_MOST_MS;
    for (;;) {
      const board = await this.#read(`/o/${slug}/board.json`);
      if (board.identity.size >= size) return board;
      assert.ok(Date.now() < deadline, `the board is of ${board.identity.size} entries, the log has ${size}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_PAUSE_MS));
    }
  }

  async #read(path) {
    const answer = await this.worker.fetch(path);
    assert.equal(answer.status, 200, path);
    return answer.json();
  }

  /** The pledges on the board that say these words. */
  async onBoard(slug, text) {
    return (await this.board(slug)).pledges.filter((pledge) => pledge.words?.text === text);
  }

  /** Waits until the board has what is looked for; answers it. */
  async boardShows(slug, look, withinMs = 20_000) {
    const deadline = Date.now() + withinMs;
    for (;;) {
      const board = await this.board(slug);
      const found = look(board);
      if (found) return found;
      if (Date.now() > deadline) throw new Error(`not on the board within ${withinMs} ms: ${look}\n${JSON.stringify(board)}`);
      await new Promise((resolve) => setTimeout(resolve, POLL_PAUSE_MS));
    }
  }

  /** What holds at the end of every day: the log is whole and genuine, and nobody's browser complained. */
  async isInOrder(...slugs) {
    for (const slug of slugs) {
      const statements = await checkLog(`${this.worker.baseUrl}/o/${slug}/log`);
      assert.ok(statements.length >= 2, `${slug} has a log`);
    }
    assert.deepEqual(this.#people.flatMap((person) => person.complaints), []);
  }

  async end() {
    await Promise.all(this.#people.map((person) => person.leaves().catch(() => {})));
    await this.browser.close();
    await this.worker.dispose();
  }
}
