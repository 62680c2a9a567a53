// Other stores as their users get them, each with the same acts. Bundled by `storage.mjs` and run in a page.
import Dexie from "dexie";
import PouchDB from "pouchdb-browser";
import { createRxDatabase } from "rxdb/plugins/core";
import { replicateRxCollection } from "rxdb/plugins/replication";
import { getRxStorageDexie } from "rxdb/plugins/storage-dexie";

const BATCH = 1000;
const fetched = async (base, since, limit) => (await fetch(`${base}/records?since=${since}&limit=${limit}`)).json();

/** Pages of records from the server until there are no more; each is kept by `keep`. */
async function pull(base, since, keep) {
  let from = since;
  for (;;) {
    const records = await fetched(base, from, BATCH);
    if (records.length > 0) await keep(records);
    from += records.length;
    if (records.length < BATCH) return from - since;
  }
}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
const completed = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });

class Raw {
  async open(name) {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore("records", { keyPath: "id" }).createIndex("due", "due");
    this.database = await done(request);
  }
  async insert(records) {
    // As durable as the product's own transactions.
    const transaction = this.database.transaction("records", "readwrite", { durability: "strict" });
    const store = transaction.objectStore("records");
    for (const record of records) store.put(record);
    await completed(transaction);
  }
  rows(count) {
    const index = this.database.transaction("records").objectStore("records").index("due");
    return done(index.getAll(null, count));
  }
  update(records) {
    return this.insert(records);
  }
  sync(base, since) {
    return pull(base, since, (records) => this.insert(records));
  }
  close() {
    this.database.close();
  }
}

class OverDexie {
  async open(name) {
    this.database = new Dexie(name, { chromeTransactionDurability: "strict" });
    this.database.version(1).stores({ records: "id, due" });
    await this.database.open();
  }
  insert(records) {
    return this.database.records.bulkPut(records);
  }
  rows(count) {
    return this.database.records.orderBy("due").limit(count).toArray();
  }
  update(records) {
    return this.insert(records);
  }
  sync(base, since) {
    return pull(base, since, (records) => this.insert(records));
  }
  close() {
    this.database.close();
  }
}

const SCHEMA = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties: {
    id: { type: "string", maxLength: 16 },
    due: { type: "number", minimum: 0, maximum: 1000000, multipleOf: 1 },
    text: { type: "string" },
  },
  required: ["id", "due", "text"],
  indexes: ["due"],
};

class OverRxdb {
  async open(name) {
    this.database = await createRxDatabase({ name, storage: getRxStorageDexie(), multiInstance: false });
    ({ records: this.records } = await this.database.addCollections({ records: { schema: SCHEMA } }));
  }
  async insert(records) {
    const { error } = await this.records.bulkInsert(records);
    if (error.length > 0) throw new Error("RxDB did not take every record");
  }
  async rows(count) {
    return (await this.records.find({ sort: [{ due: "asc" }], limit: count }).exec()).map((row) => row.toJSON());
  }
  async update(records) {
    await this.records.bulkUpsert(records);
  }
  async sync(base) {
    const replication = replicateRxCollection({
      collection: this.records,
      // The same each time, so that it goes on where it was.
      replicationIdentifier: "bench",
      live: false,
      pull: {
        batchSize: BATCH,
        handler: async (checkpoint, batchSize) => {
          const from = checkpoint?.from ?? 0;
          const documents = await fetched(base, from, batchSize);
          return { documents: documents.map((one) => ({ ...one, _deleted: false })), checkpoint: { from: from + documents.length } };
        },
      },
    });
    await replication.awaitInitialReplication();
    await replication.cancel();
    return this.records.count().exec();
  }
  close() {
    return this.database.close();
  }
}

/** As its users do, the key is what is sorted by. */
const document = ({ id, due, text }) => ({ _id: id, due, text });

class OverPouchdb {
  async open(name) {
    this.database = new PouchDB(name, { auto_compaction: true });
    await this.database.info();
    this.revisions = new Map();
  }
  async insert(records) {
    const written = await this.database.bulkDocs(records.map(document));
    for (const { id, rev } of written) this.revisions.set(id, rev);
  }
  async rows(count) {
    return (await this.database.allDocs({ include_docs: true, limit: count })).rows.map(({ doc }) => doc);
  }
  async update(records) {
    await this.database.bulkDocs(records.map((record) => ({ ...document(record), _rev: this.revisions.get(record.id) })));
  }
  async sync(base) {
    const { docs_written: written } = await this.database.replicate.from(`${base}/couch`, { batch_size: BATCH });
    return written;
  }
  close() {
    return this.database.close();
  }
}

globalThis.peers = { "raw IndexedDB": Raw, Dexie: OverDexie, RxDB: OverRxdb, PouchDB: OverPouchdb };
