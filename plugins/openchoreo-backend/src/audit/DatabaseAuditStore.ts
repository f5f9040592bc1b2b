import type { DatabaseService } from '@backstage/backend-plugin-api';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import {
  auditResults,
  type AuditEntry,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  createTableIfMissing,
  type AuditFilter,
  type AuditOutcome,
  type AuditStore,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { Knex } from 'knex';
import { z } from 'zod';

const table = 'openchoreo_audit_entries';

/** An optional text, which is null in the database. */
const optionalText = z
  .string()
  .nullish()
  .transform(text => text ?? undefined);

/** Milliseconds since 1970, which PostgreSQL returns as text. */
const time = z.coerce.number().transform(ms => new Date(ms).toISOString());

const rowSchema = z
  .object({
    id: z.string(),
    started_at: time,
    completed_at: time.nullish(),
    operation: z.string(),
    organization: z.string(),
    project: optionalText,
    component: optionalText,
    environment: optionalText,
    requested_by: z.string(),
    door: z.string(),
    result: z.enum(auditResults),
    message: optionalText,
    details: z.string(),
  })
  .transform(
    ({
      started_at: startedAt,
      completed_at: completedAt,
      requested_by: requestedBy,
      details,
      ...row
    }): AuditEntry => ({
      ...row,
      startedAt,
      completedAt: completedAt ?? undefined,
      requestedBy,
      details: z.record(z.string(), z.string()).parse(JSON.parse(details)),
    }),
  );

/** Shortest time between two deletions of old entries, in milliseconds. */
const cleanUpEveryMs = 3_600_000;

/** Audit entries in the database of the plugin, which all instances of the backend share. */
export class DatabaseAuditStore implements AuditStore {
  readonly #database: DatabaseService;
  readonly #keptMs: number;
  #knex: Promise<Knex> | undefined;
  #cleanedUpAt = 0;

  /** @param options.keepFor - entries that are older are deleted, and not listed any more */
  constructor(options: { database: DatabaseService; keepFor: HumanDuration }) {
    this.#database = options.database;
    this.#keptMs = durationToMilliseconds(options.keepFor);
  }

  async begin({ startedAt, ...entry }: AuditEntry): Promise<void> {
    const knex = await this.#open();
    await knex(table).insert({
      id: entry.id,
      started_at: Date.parse(startedAt),
      operation: entry.operation,
      organization: entry.organization,
      project: entry.project,
      component: entry.component,
      environment: entry.environment,
      requested_by: entry.requestedBy,
      door: entry.door,
      result: entry.result,
      details: JSON.stringify(entry.details),
    });
    await this.#deleteOld(knex);
  }

  async complete(id: string, outcome: AuditOutcome): Promise<void> {
    const { completedAt, result, message, environment, details } = outcome;
    const knex = await this.#open();
    await knex(table)
      .where({ id })
      .update({
        completed_at: completedAt && Date.parse(completedAt),
        result,
        message,
        environment,
        details: JSON.stringify(details),
      });
  }

  async list(
    { person, since, until, ...equal }: AuditFilter,
    { limit, after }: Parameters<AuditStore['list']>[1],
  ): Promise<AuditEntry[]> {
    const knex = await this.#open();
    const query = knex(table)
      .where(definedValues({ ...equal }))
      .where('started_at', '>=', this.#oldest())
      .orderBy([
        { column: 'started_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    if (person) {
      // Entity refs do not depend on case.
      query.whereRaw('lower(requested_by) = ?', [person.toLowerCase()]);
    }
    if (since) query.where('started_at', '>=', Date.parse(since));
    if (until) query.where('started_at', '<', Date.parse(until));
    if (after) {
      const startedAt = Date.parse(after.startedAt);
      query.where(before =>
        before
          .where('started_at', '<', startedAt)
          .orWhere(same =>
            same.where('started_at', startedAt).where('id', '<', after.id),
          ),
      );
    }
    return z.array(rowSchema).parse(await query);
  }

  async #deleteOld(knex: Knex): Promise<void> {
    const now = Date.now();
    if (now - this.#cleanedUpAt < cleanUpEveryMs) return;
    this.#cleanedUpAt = now;
    await knex(table).where('started_at', '<', this.#oldest()).delete();
  }

  #oldest(): number {
    return Date.now() - this.#keptMs;
  }

  async #open(): Promise<Knex> {
    this.#knex ??= this.#createTable();
    try {
      return await this.#knex;
    } catch (error) {
      // The next entry tries again.
      this.#knex = undefined;
      throw error;
    }
  }

  async #createTable(): Promise<Knex> {
    const knex = await this.#database.getClient();
    if (!this.#database.migrations?.skip) {
      await createTableIfMissing(knex, table, defineTable);
    }
    return knex;
  }
}

function defineTable(columns: Knex.CreateTableBuilder): void {
  columns.comment('Who has requested which change of OpenChoreo');
  columns.string('id').primary().notNullable();
  columns.bigInteger('started_at').notNullable();
  columns.bigInteger('completed_at').comment('Null without a recorded end');
  columns.string('operation').notNullable();
  columns.string('organization').notNullable();
  columns.string('project');
  columns.string('component');
  columns.string('environment');
  columns.text('requested_by').notNullable();
  columns.string('door').notNullable();
  columns.string('result').notNullable();
  columns.text('message');
  columns.text('details').notNullable().comment('JSON');
  columns.index(['organization', 'started_at']);
}

function definedValues(values: Record<string, unknown>) {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  );
}
