// What the API server itself allows: the same objects, applied by hand, with nothing else to write and nobody who watches.
import { performance } from 'node:perf_hooks';
import { organization, typeOf } from './platform.mjs';

const namespace = 'by-hand';
const fieldManager = 'promenade-bench';

/** As many as the control plane has workers for Releases. */
const atOnce = 16;

/**
 * Applies what the Releases hold once more, in a namespace of its own.
 *
 * @param {import('@promenade/kube-client').KubeClient} client
 * @returns {Promise<number>} seconds
 */
export async function applyByHand(client) {
  const { items } = await client.list(await typeOf(client, 'Release'), {
    namespace: organization,
  });
  const releases = items
    .filter(({ spec }) => spec.owner.componentName)
    .map(({ spec }) => spec.resources.map(resource => moved(resource.object)));
  const types = await typesOf(client, releases.flat());
  await client.create(await client.resourceFor('v1', 'Namespace'), {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name: namespace },
  });
  const started = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = releases.pop(); next; next = releases.pop())
        for (const object of next)
          await client.apply(types.get(object.kind), object, { fieldManager });
    }),
  );
  return (performance.now() - started) / 1000;
}

const moved = object => ({
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
