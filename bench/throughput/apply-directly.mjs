// Measures what the API server can do: applies the same objects without a control plane.
import { performance } from 'node:perf_hooks';
import { organization, typeOf } from './platform.mjs';

const namespace = 'applied-directly';
const fieldManager = 'promenade-bench';

/** Number of concurrent clients: that of the control plane's workers for Releases. */
const concurrency = 16;

/**
 * Applies the objects of all Releases again, in a namespace of its own.
 *
 * @param {import('@promenade/kube-client').KubeClient} client
 * @returns {Promise<number>} seconds
 */
export async function applyDirectly(client) {
  const { items } = await client.list(await typeOf(client, 'Release'), {
    namespace: organization,
  });
  const releases = items
    .filter(({ spec }) => spec.owner.componentName)
    .map(({ spec }) =>
      spec.resources.map(resource => inOtherNamespace(resource.object)),
    );
  const types = await typesOf(client, releases.flat());
  await client.create(await client.resourceFor('v1', 'Namespace'), {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  const started = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let next = releases.pop(); next; next = releases.pop())
        for (const object of next)
          await client.apply(types.get(object.kind), object, { fieldManager });
    }),
  );
  return (performance.now() - started) / 1000;
}

const inOtherNamespace = object => ({
  ...object,
  metadata: { ...object.metadata, namespace },
});

async function typesOf(client, objects) {
  const types = new Map();
  for (const { apiVersion, kind } of objects)
    if (!types.has(kind))
      types.set(kind, await client.resourceFor(apiVersion, kind));
  return types;
}
