// The golden log, read by the second implementation: what Rust wrote, Node.js checks from the files alone.

import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { checkTree } from '../support/check-checkpoint.mjs'
import { checkLog } from '../support/check-log.mjs'
import { LogError, LogReader, canonical, checkBody, keyId, rootOf, splitBundle, splitLeaf }
  from '../support/log-reader.mjs'

const at = (path) => new URL(path, import.meta.url)
const readJson = (path) => JSON.parse(readFileSync(at(path), 'utf8'))

const golden = readJson('log.json')
const [bundleName] = readdirSync(at('log/tile/entries/000.p/'))
const bundle = readFileSync(at(`log/tile/entries/000.p/${bundleName}`))

function lookUp(hash) {
  const file = at(`log/bodies/${hash}`)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined
}

async function check(bytes = bundle, bodies = lookUp, { org } = golden) {
  const reader = new LogReader(org)
  for (const leaf of splitBundle(bytes)) await reader.add(leaf)
  await reader.checkBodies(bodies)
  return { size: reader.size, root: rootOf(splitBundle(bytes)).toString('base64') }
}

/** Joins leaves as `splitBundle` takes them apart. */
function join(leaves) {
  return Buffer.concat(leaves.flatMap((leaf) => [Buffer.of(leaf.length >> 8, leaf.length & 255), leaf]))
}

test('b6_the_golden_log_is_checked_from_the_files_alone', async () => {
  const result = await check()
  assert.equal(result.size, golden.size)
  assert.equal(String(result.size), bundleName)
  assert.equal(result.root, golden.root)
})

test('b6_the_golden_log_has_the_names_of_the_read_path', async () => {
  assert.equal((await checkLog(fileURLToPath(at('log')))).length, golden.size)
})

test('b4_k1_the_golden_statement_is_what_was_signed', async () => {
  const vector = readJson('statement.json')
  assert.equal(canonical(JSON.parse(vector.statement)), vector.statement)
  assert.equal(Buffer.from(vector.signing_input_hex, 'hex').toString(), `jiannuo/statement/v1\n${vector.statement}`)
  assert.equal(keyId(Buffer.from(vector.public_key, 'base64')), vector.key)
  const leaf = splitLeaf(Buffer.from(vector.leaf_hex, 'hex'))
  assert.equal(leaf.text, vector.statement)
  assert.equal(leaf.signature.toString('base64'), vector.signature)
  assert.equal(leaf.receivedMs, vector.received_ms)
  checkBody(vector.body.hash, vector.body)
})

test('v1_the_golden_board_is_canonical', () => {
  const text = readFileSync(at('board.json'), 'utf8')
  assert.equal(canonical(JSON.parse(text)), text)
})

test('v1_the_golden_board_names_the_root_of_the_golden_log', () => {
  assert.equal(readJson('board.json').identity.root, rootOf(splitBundle(bundle)).toString('base64'))
})

test('k3_the_golden_checkpoint_is_signed_by_the_key_that_was_handed_over_to', async () => {
  const origin = `jiannuo/${golden.org}/${golden.log}`
  const leaves = splitBundle(bundle)
  const read = (changed = {}) => async (path) => changed[path] ?? readFileSync(at(`log/${path}`))
  const checked = await checkTree(read(), leaves, origin)
  assert.equal(checked.root, golden.root)
  assert.equal(checked.keys.length, 2)
  assert.deepEqual(checked.signers, checked.keys.toReversed())

  const checkpoint = readFileSync(at('log/checkpoint'), 'utf8')
  const listed = readJson('log/keys')
  const keys = (change) => Buffer.from(JSON.stringify({ keys: change(structuredClone(listed.keys)) }))
  const without = ([first, { handover, ...second }]) => [first, second]
  const tile = Buffer.from(readFileSync(at(`log/tile/0/000.p/${golden.size}`)))
  tile[40] ^= 1
  for (const [changed, why] of [
    [{ checkpoint: Buffer.from(checkpoint.replace(`\n${golden.size}\n`, `\n${golden.size - 1}\n`)) }, /entries/],
    [{ checkpoint: Buffer.from(checkpoint.replace(golden.root, leafRoot(leaves[0]))) }, /another root/],
    [{ checkpoint: Buffer.from(checkpoint.replace(/(— \S+ \S{20})./, '$1_')) }, /does not hold|not signed/],
    [{ keys: keys(without) }, /handed over to/],
    [{ keys: keys((all) => all.slice(0, 1).concat({ ...all[1], handover: all[1].handover.replace('/v1', '/v2') })) }, /another key/],
    [{ [`tile/0/000.p/${golden.size}`]: tile }, /tile 0 of level 0/],
  ]) await assert.rejects(checkTree(read(changed), leaves, origin), why)
  await assert.rejects(checkTree(read(), leaves, origin.replace('public', 'office')), /another log/)
})

const leafRoot = (leaf) => rootOf([leaf]).toString('base64')

test('b5_every_changed_byte_of_a_leaf_is_noticed', async () => {
  const leaves = splitBundle(bundle)
  const chosen = new Set([0, 2, leaves.length - 1])
  const reader = new LogReader(golden.org)
  for (const [index, leaf] of leaves.entries()) {
    if (chosen.has(index)) await everyByteOf(reader, leaves, index)
    await reader.add(leaf)
  }
})

async function everyByteOf(reader, leaves, index) {
  const receiptFrom = leaves[index].length - 1 - String(splitLeaf(leaves[index]).receivedMs).length
  for (const [place] of leaves[index].entries()) {
    const changed = Buffer.from(leaves[index])
    changed[place] ^= 1
    const verdict = await reader.clone().add(changed).then(() => 'taken', (error) => error)
    const others = leaves.with(index, changed)
    if (verdict === 'taken') {
      // Nobody signs the time of receipt; the root of the tree binds it.
      assert.ok(place >= receiptFrom, `byte ${place} of entry ${index} was changed and nobody noticed`)
      assert.notEqual(rootOf(others).toString('base64'), golden.root)
    } else {
      assert.ok(verdict instanceof LogError, `byte ${place} of entry ${index}: ${verdict.stack}`)
    }
  }
}

test('b3_e1_a_changed_missing_or_kept_body_is_noticed', async () => {
  const [hash] = readdirSync(at('log/bodies/'))
  const changed = { ...lookUp(hash), text: lookUp(hash).text.replace('"', ' "') }
  await assert.rejects(check(bundle, (asked) => (asked === hash ? changed : lookUp(asked))), /has another hash/)
  await assert.rejects(check(bundle, (asked) => (asked === hash ? undefined : lookUp(asked))), /not erased/)
  const kept = { salt: '00'.repeat(32), text: '{}' }
  await assert.rejects(check(bundle, (asked) => lookUp(asked) ?? kept), /was erased and is still there/)
})

test('b5_b6_doubled_reordered_and_cut_entries_are_noticed', async () => {
  const leaves = splitBundle(bundle)
  await assert.rejects(check(join([...leaves, leaves.at(-1)])), /in the log already/)
  await assert.rejects(check(join(leaves.slice(1))), /founds the organisation/)
  await assert.rejects(check(join([leaves[0], ...leaves.slice(3)])), /not let in before it signs/)
  await assert.rejects(check(bundle.subarray(0, -1)), /ends inside a leaf/)
  const late = leaves.at(-1).toString().replace(/\d+\n$/, '1\n')
  await assert.rejects(check(join(leaves.with(-1, Buffer.from(late)))), /goes back/)
  await assert.rejects(check(bundle, lookUp, { org: 'ff'.repeat(16) }), /another log/)
})

test('k1_a_key_is_named_by_its_hash', () => {
  const point = Buffer.alloc(65, 4)
  const expected = createHash('sha256').update('jiannuo/key/v1\n').update(point).digest('hex').slice(0, 32)
  assert.equal(keyId(point), expected)
})
