import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { originLocation } from '@promenade/backstage-plugin-openchoreo-common';
import type { WriterLease } from '../lease/WriterLease';
import type { EntityDelta } from './EmittedEntities';
import type { SyncRecorder } from './SyncRecorder';

/** @see MutationSender */
export interface MutationSenderOptions {
  lease: WriterLease;
  logger: LoggerService;
  recorder: SyncRecorder;
}

/** Sends changes of entities to the catalog while this instance holds the lease. */
export class MutationSender {
  readonly #options: MutationSenderOptions;
  #connection: EntityProviderConnection | undefined;

  constructor(options: MutationSenderOptions) {
    this.#options = options;
  }

  connect(connection: EntityProviderConnection): void {
    this.#connection = connection;
  }

  /**
   * Sends the changes of units together.
   *
   * @returns whether this instance has sent changes
   * @throws Error when the catalog does not accept them. It may have applied some
   */
  async send(deltas: readonly EntityDelta[]): Promise<boolean> {
    // The catalog ignores an entity that it has accepted before, so that a lost one is removed first.
    await this.#mutate(
      [],
      deltas.flatMap(delta => delta.recreated),
    );
    return this.#mutate(
      deltas.flatMap(delta => delta.added),
      deltas.flatMap(delta => delta.removed),
    );
  }

  async #mutate(
    added: readonly Entity[],
    removed: readonly string[],
  ): Promise<boolean> {
    if (!added.length && !removed.length) return false;
    const { lease, logger, recorder } = this.#options;
    const isSent = await lease.run(async () =>
      this.#connection?.applyMutation({
        type: 'delta',
        added: added.map(entity => ({ entity, locationKey: originLocation })),
        removed: removed.map(entityRef => ({
          entityRef,
          locationKey: originLocation,
        })),
      }),
    );
    logger.debug(
      `${
        isSent
          ? 'The catalog accepted'
          : 'The instance that holds the lease sends'
      } ${added.length} added or changed and ${
        removed.length
      } removed entities`,
    );
    if (isSent) {
      recorder.recordMutation({ added: added.length, removed: removed.length });
    }
    return isSent;
  }
}
