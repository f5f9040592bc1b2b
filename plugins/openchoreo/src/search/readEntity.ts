import type { Entity } from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';

/** Entities that are read with one request. */
interface Batch {
  refs: string[];
  entities: Promise<ReadonlyMap<string, Entity | undefined>>;
}

/** The batch that is not requested yet, of each catalog. */
const open = new WeakMap<CatalogApi, Batch>();

/** Reads the kind, the name and the annotations of an entity. Entities that are asked for at the same time are read with one request. */
export async function readEntity(
  catalog: CatalogApi,
  ref: string,
): Promise<Entity | undefined> {
  const batch = open.get(catalog) ?? createBatch(catalog);
  batch.refs.push(ref);
  return (await batch.entities).get(ref);
}

function createBatch(catalog: CatalogApi): Batch {
  const refs: string[] = [];
  const request = async () => {
    // After all that are asked for now.
    await Promise.resolve();
    open.delete(catalog);
    const entityRefs = [...new Set(refs)];
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs,
      fields: ['kind', 'metadata'],
    });
    return new Map(entityRefs.map((ref, index) => [ref, items[index]]));
  };
  const batch = { refs, entities: request() };
  open.set(catalog, batch);
  return batch;
}
