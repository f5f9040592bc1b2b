/** Counts the rows that are written to the tables of a knex. */
export class DatabaseWrites {
  #rows = {};

  constructor(knex) {
    knex.on('query-response', (_, { sql, response, context }) => {
      const [, table] =
        /^\s*(?:with\b.*?\b)?(?:insert(?: or \w+)? into|update|delete from|truncate(?: table)?)\s+["`]?(\w+)/is.exec(
          sql,
        ) ?? [];
      // PostgreSQL and SQLite.
      const rows = response?.rowCount ?? context?.changes ?? 0;
      if (table && rows) this.#rows[table] = (this.#rows[table] ?? 0) + rows;
    });
  }

  reset() {
    this.#rows = {};
  }

  /** @returns {Record<string, number>} rows by table since the last reset */
  byTable() {
    return { ...this.#rows };
  }
}
