import type { Knex } from 'knex';

/**
 * Creates a table unless it exists. Without the migrations of Knex: when several instances start on an empty database at the same
 * time, their locks of it can lock out all of them for good.
 *
 * @public
 */
export async function createTableIfMissing(
  knex: Knex,
  table: string,
  define: (columns: Knex.CreateTableBuilder) => void,
): Promise<void> {
  if (await knex.schema.hasTable(table)) return;
  try {
    await knex.schema.createTable(table, define);
  } catch (error) {
    // Another instance may have created it meanwhile.
    if (!(await knex.schema.hasTable(table))) throw error;
  }
}
