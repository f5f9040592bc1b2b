import { randomUUID } from 'node:crypto';
import type {
  DatabaseService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { createTableIfMissing } from '@promenade/backstage-plugin-openchoreo-node';
import type { Knex } from 'knex';
import { isSqlite } from '../database/clientOf';
import {
  noOtherInstances,
  type InstanceMessage,
  type InstanceMessages,
  type MessageListener,
} from './InstanceMessages';

const table = 'openchoreo_messages';

interface MessageRow {
  topic: string;
  key: string;
  /** New with each message, also of the same key. */
  id: string;
  sender: string;
  payload: string;
  /** In milliseconds since 1970. */
  sent_at: number;
}

const defaultTimes = {
  /** Time between two reads of messages, in milliseconds. */
  messagesEveryMs: 3_000,
};

/** The times of messages. */
export type MessageTimes = typeof defaultTimes;

/** Messages are deleted after this time, in milliseconds. A new instance reads those that are left, too. */
const keptMs = 600_000;

interface DatabaseMessagesOptions {
  knex: Knex;
  logger: LoggerService;
  /** Whether the host lets plugins create tables. */
  createsTable: boolean;
  times: MessageTimes;
}

/** Messages in a table of the database of the catalog, so that instances need no events backend. */
class DatabaseMessages implements InstanceMessages {
  readonly #options: DatabaseMessagesOptions;
  readonly #instance = randomUUID();
  readonly #listeners = new Map<string, MessageListener>();
  /** Ids of the messages at the last read. */
  #seen: ReadonlySet<string> = new Set();
  #hasTable = false;
  #timer: NodeJS.Timeout | undefined;
  #isStopped = false;

  constructor(options: DatabaseMessagesOptions) {
    this.#options = options;
  }

  subscribe(topic: string, listener: MessageListener): void {
    this.#listeners.set(topic, listener);
  }

  start(): void {
    if (this.#isStopped) return;
    this.#timer = setTimeout(() => {
      void this.#read().finally(() => this.start());
    }, this.#options.times.messagesEveryMs);
    this.#timer.unref?.();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  async publish({ topic, key, payload }: InstanceMessage): Promise<void> {
    try {
      await this.#createTable();
      const now = Date.now();
      await this.#messages()
        .where('sent_at', '<', now - keptMs)
        .delete();
      await this.#messages()
        .insert({
          topic,
          key,
          id: randomUUID(),
          sender: this.#instance,
          payload: JSON.stringify(payload),
          sent_at: now,
        })
        .onConflict(['topic', 'key'])
        .merge();
    } catch (error) {
      this.#options.logger.warn(
        `The other instances of the backend are not told of ${topic} ${key}`,
        toError(error),
      );
    }
  }

  async #read(): Promise<void> {
    const { logger } = this.#options;
    try {
      await this.#createTable();
      const rows = await this.#messages().whereNot({ sender: this.#instance });
      const unseen = rows.filter(({ id }) => !this.#seen.has(id));
      this.#seen = new Set(rows.map(({ id }) => id));
      for (const { topic, payload } of unseen) {
        await this.#listeners.get(topic)?.(JSON.parse(payload));
      }
    } catch (error) {
      logger.debug(
        'The messages of other instances cannot be read or followed',
        toError(error),
      );
    }
  }

  #messages() {
    return this.#options.knex<MessageRow>(table);
  }

  async #createTable(): Promise<void> {
    const { knex, createsTable } = this.#options;
    if (this.#hasTable || !createsTable) return;
    await createTableIfMissing(knex, table, columns => {
      columns.comment('What instances of the backend tell each other');
      columns.string('topic').notNullable();
      columns.text('key').notNullable();
      columns.string('id').notNullable();
      columns.string('sender').notNullable();
      columns.text('payload').notNullable();
      columns.bigInteger('sent_at').notNullable();
      columns.primary(['topic', 'key']);
    });
    this.#hasTable = true;
  }
}

/** The messages of the instances that share the database of the catalog. */
export async function createInstanceMessages(options: {
  database: DatabaseService;
  logger: LoggerService;
  times?: Partial<MessageTimes>;
}): Promise<InstanceMessages> {
  const { database, logger, times } = options;
  const knex = await database.getClient();
  if (isSqlite(knex)) return noOtherInstances;
  return new DatabaseMessages({
    knex,
    logger,
    createsTable: !database.migrations?.skip,
    times: { ...defaultTimes, ...times },
  });
}
