import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  componentRefOf,
  openchoreoAnnotations,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentRefs } from './ComponentEntities';

/** The most components of a user. */
const maxOwned = 500;

/**
 * The components whose entities belong to one of the owners, without those whose entities the caller may not read.
 *
 * @param owners - entity refs of users and groups
 */
export async function ownedComponents(
  catalog: Pick<CatalogService, 'getEntities'>,
  {
    owners,
    refs,
    credentials,
  }: {
    owners: readonly string[];
    refs: ComponentRefs;
    credentials: BackstageCredentials;
  },
): Promise<ComponentRef[]> {
  const { items } = await catalog.getEntities(
    {
      filter: {
        kind: 'Component',
        'relations.ownedBy': [...owners],
        [`metadata.annotations.${openchoreoAnnotations.component}`]:
          CATALOG_FILTER_EXISTS,
      },
      fields: [
        'kind',
        'metadata.name',
        'metadata.namespace',
        'metadata.annotations',
      ],
      limit: maxOwned,
    },
    { credentials },
  );
  return items.flatMap(entity => {
    const ref = componentRefOf(entity);
    if (!ref) return [];
    const { organization, component: name } = ref;
    // An entity can name a component that it does not stand for.
    const isItsEntity =
      refs.of({ organization, name }) === stringifyEntityRef(entity);
    return isItsEntity ? ref : [];
  });
}
