// A member's device in plain Node: ids, keys, statements, signatures.
// A second implementation of the bytes in docs/spec.md, sharing no code with the product.
import { createHash, randomBytes, webcrypto } from "node:crypto";

import { canonical, keyId } from "./log-reader.mjs";

const { subtle } = webcrypto;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };
const SIGNING = { name: "ECDSA", hash: "SHA-256" };
const SIGNING_PREFIX = Buffer.from("jiannuo/statement/v1\n");

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash("sha256")).digest();

/** A random identity. */
export const newId = () => randomBytes(16).toString("hex");

/** What is signed for a statement. */
const signingInput = (statement) => Buffer.concat([SIGNING_PREFIX, Buffer.from(statement)]);

/** Words under a salt, with their hash. */
export function saltedBody(words, salt = randomBytes(32)) {
  const text = typeof words === "string" ? words : canonical(words);
  return { hash: sha256(salt, Buffer.from(text)).toString("hex"), body: { salt: salt.toString("hex"), text } };
}

/** A key pair of WebCrypto with the forms in which statements name it. */
export class Key {
  static async make() {
    const pair = await subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
    const raw = Buffer.from(await subtle.exportKey("raw", pair.publicKey));
    return new Key(pair.privateKey, raw);
  }

  #privateKey;

  constructor(privateKey, raw) {
    this.#privateKey = privateKey;
    this.raw = raw;
    this.publicKey = raw.toString("base64");
    this.id = keyId(raw);
  }

  sign(statement) {
    return this.signBytes(signingInput(statement));
  }

  /** A signature over exactly these bytes. */
  async signBytes(bytes) {
    return Buffer.from(await subtle.sign(SIGNING, this.#privateKey, bytes)).toString("base64");
  }
}

/** One who signs statements for an organisation's log. */
export class Signer {
  constructor(org, key, clock = Date.now) {
    this.org = org;
    this.key = key;
    this.clock = clock;
  }

  /**
   * A signed statement as it is pushed. `fields`: `record`, `prev`, `subject`, `codes`, `words`, `entry`, `at`, and whatever
   * else a test wants in the statement. The result also has `entry` and `record`, which `toPush` leaves out.
   */
  async say(kind, { record = newId(), entry = newId(), words, salt, ...fields } = {}) {
    const salted = words === undefined ? undefined : saltedBody(words, salt);
    const parts = {
      v: 1,
      suite: "p256-sha256",
      org: this.org,
      log: "public",
      entry,
      kind,
      record,
      key: this.key.id,
      at: this.clock(),
      body: salted?.hash,
      ...fields,
    };
    const statement = canonical(JSON.parse(JSON.stringify(parts)));
    const signature = await this.key.sign(statement);
    return { entry, record, hash: salted?.hash, signed: { statement, signature, body: salted?.body } };
  }
}

/** The content of a push. */
export const toPush = (said) => ({ entries: said.map((one) => one.signed) });

/** An organisation on its way to a worker: its secretary's device and its founding. */
export class Organisation {
  /** With the server's public key as `custodian` (`/organisations.json` has it), the founding appoints it. */
  static async make({ foundingKey, parent, succeeds, name = "柳溪村", level = "village", clock, custodian } = {}) {
    const made = new Organisation();
    made.id = newId();
    made.foundingKey = foundingKey ?? (await Key.make());
    made.founder = newId();
    made.secretary = new Signer(made.id, await Key.make(), clock);
    made.founding = await new Signer(made.id, made.foundingKey, clock).say("organisation.founded", {
      record: made.id,
      subject: made.founder,
      codes: { founding_key: made.foundingKey.publicKey, public_key: made.secretary.key.publicKey, parent, succeeds },
      words: { name, level },
    });
    if (custodian) {
      const codes = { public_key: custodian };
      made.appointing = await made.secretary.say("custodian.appointed", { record: keyId(Buffer.from(custodian, "base64")), codes });
    }
    // The founder's name is told by a change, since nothing added the founder to the roster.
    made.naming = await made.secretary.say("member.changed", {
      record: made.founder,
      prev: made.founding.entry,
      words: { name: "林秋实", post: "书记" },
    });
    return made;
  }

  /** A member with a device of their own: added, invited and joined, as statements to push in this order. */
  async newMember(name = "周晓禾", role = "member", expiresMs = Date.now() + 86_400_000) {
    const invitation = await Key.make();
    const device = new Signer(this.id, await Key.make(), this.secretary.clock);
    const added = await this.secretary.say("member.added", { codes: { role }, words: { name } });
    const invited = await this.secretary.say("invitation.issued", {
      subject: added.record,
      codes: { public_key: invitation.publicKey, expires_ms: expiresMs },
    });
    const joined = await new Signer(this.id, invitation, this.secretary.clock).say("device.joined", {
      record: device.key.id,
      codes: { public_key: device.key.publicKey },
    });
    return { member: added.record, device, invitation, added, invited, joined };
  }
}

/** Ordinary words of a pledge. */
export const pledgeWords = (text = "为全村独居老人每月上门理发一次", due = { kind: "on", on: "2026-12-31" }) => ({ text, due });
