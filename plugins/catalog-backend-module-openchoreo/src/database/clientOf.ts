import type { Knex } from 'knex';

/** The client of a database, such as `pg`. */
export function clientOf(knex: Knex): string {
  return String(knex.client.config.client);
}

/** Whether a database belongs to one instance of the backend. */
export function isSqlite(knex: Knex): boolean {
  return clientOf(knex).includes('sqlite');
}
