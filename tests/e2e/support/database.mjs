// What a person's device keeps, read from the browser's database as anybody could who holds the device.

/**
 * Everything but the device's keys and how its clock stands, by object store, as pairs of key and text. Rows that many
 * entries share are taken apart (`crates/sync/src/rows.rs`).
 */
export const everythingOn = (person) =>
  person.page.evaluate(async () => {
    const reader = (bytes) => {
      const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let at = 0;
      const move = (length) => (at += length) - length;
      return {
        hasMore: () => at < bytes.length,
        number: (length) => (length === 1 ? view.getUint8(move(1)) : length === 2 ? view.getUint16(move(2)) : view.getUint32(move(4))),
        hex: (length) => [...bytes.subarray(move(length), at)].map((byte) => byte.toString(16).padStart(2, "0")).join(""),
        text: (length) => new TextDecoder().decode(bytes.subarray(move(length), at)),
      };
    };
    const apart = {
      bundles: ([log, number], bytes) => {
        const row = reader(bytes);
        const leaves = [];
        while (row.hasMore()) leaves.push([`${log}/${number}/${leaves.length}`, row.text(row.number(2))]);
        return leaves;
      },
      packs: ([log], bytes) => {
        const row = reader(bytes);
        const bodies = [];
        while (row.hasMore()) {
          const key = `${log}/${row.hex(32)}`;
          bodies.push([key, row.number(1) === 0 ? "erased" : `${row.hex(32)} ${row.text(row.number(4))}`]);
        }
        return bodies;
      },
    };
    const answer = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    // Opening what is not there yet would make it, and empty.
    const isThere = async () => (await indexedDB.databases()).some(({ name }) => name === "jiannuo");
    while (!(await isThere())) await new Promise((resolve) => setTimeout(resolve, 20));
    const database = await answer(indexedDB.open("jiannuo"));
    const names = [...database.objectStoreNames].filter((name) => name !== "keys" && name !== "contacts");
    const transaction = database.transaction(names);
    const found = {};
    for (const name of names) {
      const store = transaction.objectStore(name);
      const [keys, values] = await Promise.all([answer(store.getAllKeys()), answer(store.getAll())]);
      const pairs = (key, place) => apart[name]?.(key, values[place]) ?? [[JSON.stringify(key), String(values[place])]];
      found[name] = keys.flatMap(pairs).sort();
    }
    database.close();
    return found;
  });
