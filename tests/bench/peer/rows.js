// The least a durable log can do on this engine: one object, one row for each entry of a push, nothing checked.
export class Rows {
  #sql;

  constructor(state) {
    this.#sql = state.storage.sql;
    this.#sql.exec("CREATE TABLE IF NOT EXISTS entries (at INTEGER PRIMARY KEY, entry TEXT NOT NULL)");
  }

  async fetch(request) {
    const { entries } = await request.json();
    for (const entry of entries) {
      this.#sql.exec("INSERT INTO entries (entry) VALUES (?)", JSON.stringify(entry));
    }
    // The engine holds the answer back until the rows are on the disk.
    return Response.json({ rows: entries.length });
  }
}

export default {
  fetch: (request, env) => env.ROWS.get(env.ROWS.idFromName("rows")).fetch(request),
};
