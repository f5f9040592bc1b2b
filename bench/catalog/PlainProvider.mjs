// The floor: a provider that gives entities to the catalog and does nothing else.
import { readFileSync } from 'node:fs';
import { loadPackage } from '../lib/load-package.mjs';
import { readAsPeers } from './readAsPeers.mjs';

const { stringifyEntityRef } = loadPackage('@backstage/catalog-model');

const locationKey = 'bench';

export class PlainProvider {
  #entities;
  #isLoaded;
  #connection;

  /**
   * @param {string} entitiesFile of a dump
   * @param {boolean} isLoaded whether the catalog has the entities already
   */
  constructor(entitiesFile, isLoaded) {
    this.#isLoaded = isLoaded;
    this.#entities = new Map(
      JSON.parse(readFileSync(entitiesFile, 'utf8')).map(entity => [
        stringifyEntityRef(entity),
        entity,
      ]),
    );
  }

  getProviderName() {
    return 'bench-plain';
  }

  async connect(connection) {
    this.#connection = connection;
    if (!this.#isLoaded) void this.applyAll();
  }

  applyAll() {
    return this.#applyFull([...this.#entities.values()]);
  }

  async describe(entityRef, description) {
    const entity = structuredClone(this.#entities.get(entityRef));
    entity.metadata.description = description;
    this.#entities.set(entityRef, entity);
    await this.#connection.applyMutation({
      type: 'delta',
      added: [{ entity, locationKey }],
      removed: [],
    });
  }

  /**
   * Does one interval of a provider that reads everything again. The translation is left out: it emits the entities of the dump
   * whose resources it read.
   */
  async syncAsPeers(server) {
    const isRead = await readAsPeers(server);
    await this.#applyFull([...this.#entities.values()].filter(isRead));
  }

  #applyFull(entities) {
    return this.#connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({ entity, locationKey })),
    });
  }
}
