// Reads and checks a log leaf by leaf: a second implementation of the formats in docs/spec.md (B, K, E), made of the
// Node.js standard library and nothing of the product's code.
//
// Deliberately absent: where the bytes come from (check-log.mjs), and who may say what. That each key was let in before
// it signs is checked; roles and states are not.

import { createHash, webcrypto } from 'node:crypto'

const SIGNING_PREFIX = 'jiannuo/statement/v1\n'
const KEY_PREFIX = 'jiannuo/key/v1\n'
const PUBLIC_KEY_BYTES = 65
const SIGNATURE_BYTES = 64
const MAX_LEAF_BYTES = 65_535
const FIELDS = ['at', 'body', 'codes', 'entry', 'key', 'kind', 'log', 'org', 'prev', 'record', 'subject', 'suite', 'v']
const NEEDED = ['at', 'entry', 'key', 'kind', 'log', 'org', 'record', 'suite', 'v']

/** A log that is not what it must be; says where and why. */
export class LogError extends Error {}

function must(condition, message) {
  if (!condition) throw new LogError(message)
}

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest()

/** RFC 8785 for what our formats hold: objects, lists, texts, whole numbers, true, false. */
export function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.keys(value).sort().map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`)
  return `{${members.join(',')}}`
}

function parseCanonical(text, what) {
  let value
  try {
    value = JSON.parse(text)
  } catch {
    throw new LogError(`${what} is not JSON`)
  }
  must(canonical(value) === text, `${what} is not in canonical form`)
  return value
}

function fromBase64(text, length, what) {
  const bytes = Buffer.from(text, 'base64')
  must(bytes.length === length && bytes.toString('base64') === text, `${what} is not base64 of ${length} bytes`)
  return bytes
}

/** The name of a public key. */
export const keyId = (publicKey) => sha256(KEY_PREFIX, publicKey).subarray(0, 16).toString('hex')

/** Takes an entry bundle apart: each leaf after its length, two bytes, big-endian. */
export function splitBundle(bundle) {
  const leaves = []
  let at = 0
  while (at < bundle.length) {
    must(at + 2 <= bundle.length, 'the bundle ends inside a length')
    const end = at + 2 + bundle[at] * 256 + bundle[at + 1]
    must(end <= bundle.length, 'the bundle ends inside a leaf')
    leaves.push(bundle.subarray(at + 2, end))
    at = end
  }
  return leaves
}

/** Takes a leaf apart: statement, signature, time of receipt, each line ended by a line feed. */
export function splitLeaf(bytes) {
  must(bytes.length <= MAX_LEAF_BYTES, 'the leaf is too long')
  let text
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new LogError('the leaf is not UTF-8')
  }
  const lines = text.split('\n')
  must(lines.length === 4 && lines[3] === '', 'the leaf is not three lines')
  must(/^(0|[1-9][0-9]{0,15})$/.test(lines[2]), 'the time of receipt is not a number')
  const receivedMs = Number(lines[2])
  must(Number.isSafeInteger(receivedMs), 'the time of receipt is out of range')
  return { text: lines[0], signature: fromBase64(lines[1], SIGNATURE_BYTES, 'the signature'), receivedMs }
}

/** The root of the leaves as a Merkle tree (RFC 9162, 2.1.1); it alone binds the time of receipt. */
export function rootOf(leaves) {
  if (leaves.length === 0) return sha256('')
  if (leaves.length === 1) return sha256(Buffer.of(0), leaves[0])
  let left = 1
  while (left * 2 < leaves.length) left *= 2
  return sha256(Buffer.of(1), rootOf(leaves.slice(0, left)), rootOf(leaves.slice(left)))
}

/** The proof that the first leaves were the whole log once, in base64 (RFC 6962, 2.1.2). */
export function consistencyProof(old, leaves, isWhole = true) {
  if (old === 0) return []
  if (old === leaves.length) return isWhole ? [] : [rootOf(leaves).toString('base64')]
  let left = 1
  while (left * 2 < leaves.length) left *= 2
  const [before, after] = [leaves.slice(0, left), leaves.slice(left)]
  return old <= left
    ? [...consistencyProof(old, before, isWhole), rootOf(after).toString('base64')]
    : [...consistencyProof(old - left, after, false), rootOf(before).toString('base64')]
}

async function verifies(publicKey, text, signature) {
  try {
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
    const key = await webcrypto.subtle.importKey('raw', publicKey, algorithm, false, ['verify'])
    const signed = Buffer.from(SIGNING_PREFIX + text)
    return await webcrypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, signed)
  } catch {
    return false
  }
}

/** What a reader of a log remembers between leaves. */
export class LogReader {
  constructor(org, log = 'public') {
    Object.assign(this, { org, log, size: 0, receivedMs: 0, entries: new Map(), keys: new Map(), bodies: new Map() })
    this.erased = new Set()
  }

  /** The same reader, to try a leaf on. */
  clone() {
    const copy = new LogReader(this.org, this.log)
    Object.assign(copy, { size: this.size, receivedMs: this.receivedMs })
    for (const name of ['entries', 'keys', 'bodies']) copy[name] = new Map(this[name])
    copy.erased = new Set(this.erased)
    return copy
  }

  /** Checks the next leaf and takes it in. */
  async add(bytes) {
    const leaf = splitLeaf(bytes)
    const statement = parseCanonical(leaf.text, 'the statement')
    this.checkForm(statement)
    must(leaf.receivedMs >= this.receivedMs, 'the time of receipt goes back')
    must(!this.entries.has(statement.entry), 'the entry is in the log already')
    const introduced = this.keysOf(statement)
    const founds = statement.kind === 'organisation.founded'
    must(founds === (this.size === 0), 'entry 0, and no other, founds the organisation')
    const signer = founds ? introduced.get(statement.key) : this.keys.get(statement.key)
    must(signer, 'the key was not let in before it signs')
    must(await verifies(signer, leaf.text, leaf.signature), 'the signature does not hold')
    this.remember(statement, introduced, leaf.receivedMs)
    return statement
  }

  checkForm(statement) {
    const names = Object.keys(statement ?? {})
    must(NEEDED.every((name) => names.includes(name)), 'the statement lacks a field')
    must(names.every((name) => FIELDS.includes(name)), 'the statement has a field that this version does not know')
    must(statement.v === 1 && statement.suite === 'p256-sha256', 'the version or suite is not known')
    must(statement.org === this.org && statement.log === this.log, 'the statement is for another log')
    const ids = ['entry', 'key', 'org', 'record', 'prev', 'subject'].filter((name) => names.includes(name))
    must(ids.every((name) => /^[0-9a-f]{32}$/.test(statement[name])), 'an identity is not 32 hexadecimal digits')
    must(Number.isSafeInteger(statement.at), 'the time on the device is not a whole number')
    must(!names.includes('body') || /^[0-9a-f]{64}$/.test(statement.body), 'the hash is not 64 hexadecimal digits')
  }

  keysOf(statement) {
    const { public_key: own, founding_key: founding } = statement.codes ?? {}
    const keys = new Map()
    for (const text of [own, founding].filter((text) => text !== undefined)) {
      const bytes = fromBase64(text, PUBLIC_KEY_BYTES, 'a public key')
      must(bytes[0] === 4, 'a public key is not an uncompressed point')
      must(!this.keys.has(keyId(bytes)), 'a key is let in twice')
      keys.set(keyId(bytes), bytes)
    }
    return keys
  }

  remember(statement, introduced, receivedMs) {
    this.size += 1
    this.receivedMs = receivedMs
    this.entries.set(statement.entry, statement)
    for (const [id, key] of introduced) this.keys.set(id, key)
    if (statement.body !== undefined) {
      must(!this.bodies.has(statement.body), 'a body belongs to two entries')
      this.bodies.set(statement.body, statement.entry)
    }
    if (statement.kind === 'body.erased') {
      const target = this.entries.get(statement.codes?.entry)
      must(target?.body, 'an erasure names no entry with words')
      this.erased.add(target.body)
    }
  }

  /** Checks every body; `lookUp(hash)` gives `{salt, text}`, or undefined, which only an erasure excuses. */
  async checkBodies(lookUp) {
    for (const hash of this.bodies.keys()) {
      const body = await lookUp(hash)
      if (this.erased.has(hash)) {
        must(body === undefined, `the body ${hash} was erased and is still there`)
      } else {
        must(body !== undefined, `the body ${hash} is missing and was not erased`)
        checkBody(hash, body)
      }
    }
  }
}

/** Checks one body: `{salt, text}` as served. */
export function checkBody(hash, { salt, text }) {
  must(/^[0-9a-f]{64}$/.test(salt), 'a salt is not 64 hexadecimal digits')
  must(sha256(Buffer.from(salt, 'hex'), text).toString('hex') === hash, `the body ${hash} has another hash`)
  parseCanonical(text, `the body ${hash}`)
}
