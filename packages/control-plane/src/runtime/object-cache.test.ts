import { InformerFactory, KubeClient } from '@promenade/kube-client';
import { environmentKind } from '@promenade/openchoreo-model';
import { anEnvironment, testOrganization } from '../test/__testUtils__';
import { ObjectCache } from './object-cache';
import { ObjectIndex } from './read';

const byNamespace: ObjectIndex = {
  name: 'namespace',
  valuesOf: ({ metadata }) => [metadata.namespace ?? ''],
};

/** A cache whose informers are not started, so that the watch delivers nothing. */
function cacheWithoutWatch(): ObjectCache {
  const client = KubeClient.fromCluster({ server: 'https://127.0.0.1:1' });
  return new ObjectCache(new InformerFactory(client, {}), [byNamespace]);
}

describe('ObjectCache', () => {
  const environment = {
    ...anEnvironment('staging'),
    metadata: {
      ...anEnvironment('staging').metadata,
      resourceVersion: '7',
    },
  };

  it('finds an object that was just created by its name, in lists and by its indexes', () => {
    const cache = cacheWithoutWatch();
    cache.created(environmentKind, environment);
    expect(cache.get(environmentKind, environment.metadata)).toBe(environment);
    expect(cache.list(environmentKind)).toEqual([environment]);
    expect(
      cache.byIndex(environmentKind, byNamespace, testOrganization),
    ).toEqual([environment]);
    expect(cache.byIndex(environmentKind, byNamespace, 'other')).toEqual([]);
  });
});
