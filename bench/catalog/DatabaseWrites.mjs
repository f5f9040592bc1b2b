/** Counts the statements that write to the tables of a knex. */
export class DatabaseWrites {
  #counts = {};

  constructor(knex) {
    knex.on('query', ({ sql }) => {
      const [, table] =
        /^\s*(?:with\b.*?\b)?(?:insert(?: or \w+)? into|update|delete from|truncate(?: table)?)\s+["`]?(\w+)/is.exec(
          sql,
        ) ?? [];
      if (table) this.#counts[table] = (this.#counts[table] ?? 0) + 1;
    });
  }

  reset() {
    this.#counts = {};
  }

  /** @returns {Record<string, number>} statements by table since the last reset */
  byTable() {
    return { ...this.#counts };
  }
}
