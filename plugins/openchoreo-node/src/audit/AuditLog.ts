import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { NotImplementedError } from '@backstage/errors';
import {
  isErrorNamed,
  type AuditEntry,
  type AuditResult,
} from '@promenade/backstage-plugin-openchoreo-common';

/**
 * Which audit entries are wanted.
 *
 * @public
 */
export interface AuditFilter {
  organization: string;
  project?: string;
  component?: string;
  environment?: string;
  /** Entity ref of the user who requested the operation. */
  person?: string;
  operation?: string;
  result?: AuditResult;
  /** ISO 8601 times. */
  since?: string;
  until?: string;
}

/**
 * How an operation has ended.
 *
 * @public
 */
export type AuditOutcome = Pick<
  AuditEntry,
  'completedAt' | 'result' | 'message' | 'environment' | 'details'
>;

/**
 * Where audit entries are stored.
 *
 * @public
 */
export interface AuditStore {
  /** Stores an entry of an operation that begins. */
  begin(entry: AuditEntry): Promise<void>;
  /** Stores how the operation of an entry has ended. */
  complete(id: string, outcome: AuditOutcome): Promise<void>;
  /**
   * The entries that match, newest first.
   *
   * @param page - `after` is the last entry of the page before
   */
  list(
    filter: AuditFilter,
    page: { limit: number; after?: Pick<AuditEntry, 'id' | 'startedAt'> },
  ): Promise<AuditEntry[]>;
}

/**
 * What is recorded of an operation.
 *
 * @public
 */
export interface AuditedOperation {
  operation: string;
  requestedBy: string;
  door: string;
  /** Names of the resource, and what else the declaration of the operation records. */
  meta: Readonly<Record<string, string>>;
}

/** The errors whose messages are written for users. Those of others can have values of the input. */
const describedErrors = [
  'NotAllowedError',
  'NotFoundError',
  'ConflictError',
  'ServiceUnavailableError',
] as const;

const maxMessageLength = 1_000;

/**
 * Records who has requested which change, for all plugins of the process. Without a store it records nothing.
 *
 * @public
 */
export class AuditLog {
  readonly #logger: Pick<LoggerService, 'error'>;
  readonly #storeTimeoutMs: number;
  #store: AuditStore | undefined;

  constructor(options: {
    logger: Pick<LoggerService, 'error'>;
    /** How long the work waits for the store, in milliseconds. */
    storeTimeoutMs?: number;
  }) {
    this.#logger = options.logger;
    this.#storeTimeoutMs = options.storeTimeoutMs ?? 5_000;
  }

  /** Records in this store from now on. */
  useStore(store: AuditStore): void {
    this.#store = store;
  }

  /** @throws NotImplementedError where the backend plugin, which stores the entries, does not run */
  get store(): AuditStore {
    if (this.#store) return this.#store;
    throw new NotImplementedError(
      'Audit entries are stored by the OpenChoreo backend plugin of a portal, which does not run in this process',
    );
  }

  /**
   * Does the work of an operation, and records its beginning and its end. A store that fails or hangs does not keep the work
   * from being done: somebody may be ending an outage. What is of no organization is not recorded.
   */
  async record<T>(
    { meta, ...operation }: AuditedOperation,
    work: () => Promise<T>,
    outcomeOf: (result: T) => Readonly<Record<string, string>>,
  ): Promise<T> {
    const store = this.#store;
    const { organization, project, component, ...details } = meta;
    if (!store || !organization) return work();
    const id = randomUUID();
    const complete = (
      result: AuditResult,
      outcome: Readonly<Record<string, string>>,
      message?: string,
    ) =>
      this.#attempt(() =>
        store.complete(id, {
          completedAt: new Date().toISOString(),
          result,
          message,
          environment: environmentOf({ ...details, ...outcome }),
          details: { ...details, ...outcome },
        }),
      );
    await this.#attempt(() =>
      store.begin({
        id,
        startedAt: new Date().toISOString(),
        ...operation,
        organization,
        project,
        component,
        environment: environmentOf(details),
        result: 'Started',
        details,
      }),
    );
    try {
      const result = await work();
      await complete('Succeeded', outcomeOf(result));
      return result;
    } catch (error) {
      const isDenied = isErrorNamed(error, 'NotAllowedError');
      await complete(isDenied ? 'Denied' : 'Failed', {}, messageOf(error));
      throw error;
    }
  }

  async #attempt(write: () => Promise<void>): Promise<void> {
    const stop = new AbortController();
    const { signal } = stop;
    const ms = this.#storeTimeoutMs;
    const timeout = sleep(ms, undefined, { signal }).then(() => {
      throw new Error(`The database took more than ${ms} ms`);
    });
    try {
      await Promise.race([write(), timeout]);
    } catch (error) {
      this.#logger.error(
        'An audit entry could not be stored. The log of the auditor has the event',
        error instanceof Error ? error : new Error(String(error)),
      );
    } finally {
      stop.abort();
    }
  }
}

/** The environment that an operation changes. */
function environmentOf({
  environment,
  to,
}: Readonly<Record<string, string>>): string | undefined {
  return environment ?? to;
}

function messageOf(error: unknown): string {
  const name = describedErrors.find(each => isErrorNamed(error, each));
  if (name && error instanceof Error) {
    return error.message.slice(0, maxMessageLength);
  }
  return isErrorNamed(error, 'InputError')
    ? 'The input was not valid.'
    : 'The operation failed. The log of the backend says why.';
}
