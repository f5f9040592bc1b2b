import { KubeClient, KubeObject, ObjectKey } from '@promenade/kube-client';
import { TypedResource } from '../../runtime/read';

/** Longer than anything takes that happens at all, in milliseconds. */
const limit = 40_000;

/**
 * Waits, by a watch, until an object is as wanted.
 *
 * @returns the object as it is then
 * @throws with the object's last state when it does not come to that
 */
export async function waitFor<T extends KubeObject>(
  client: KubeClient,
  type: TypedResource<T>,
  key: ObjectKey,
  wanted: (object: T) => boolean,
): Promise<T> {
  let last: T | undefined;
  for await (const { event, object } of changesOf(
    client,
    type,
    key,
    () => last,
  )) {
    last = object;
    if (event !== 'DELETED' && wanted(object)) {
      return object;
    }
  }
  throw new Error(`${type.kind} ${key.name}: the watch has ended`);
}

/** Waits, by a watch, until there is no such object. */
export async function waitUntilGone<T extends KubeObject>(
  client: KubeClient,
  type: TypedResource<T>,
  key: ObjectKey,
): Promise<void> {
  let last = await client.find<T>(type, key);
  if (!last) {
    return;
  }
  // From that version on, or a deletion before the watch begins would be missed.
  const { resourceVersion } = last.metadata;
  for await (const { event, object } of changesOf(
    client,
    type,
    key,
    () => last,
    resourceVersion,
  )) {
    last = object;
    if (event === 'DELETED') {
      return;
    }
  }
}

async function* changesOf<T extends KubeObject>(
  client: KubeClient,
  type: TypedResource<T>,
  { namespace, name }: ObjectKey,
  last: () => T | undefined,
  resourceVersion?: string,
) {
  const signal = AbortSignal.timeout(limit);
  const watch = await client.watch<T>(type, {
    namespace,
    fieldSelector: `metadata.name=${name}`,
    resourceVersion,
    signal,
  });
  try {
    for await (const { type: event, object } of watch) {
      if (event !== 'BOOKMARK') {
        yield { event, object };
      }
    }
  } catch (cause) {
    throw new Error(
      `${
        type.kind
      } ${name} did not come to what was waited for: ${JSON.stringify(
        last(),
        null,
        1,
      )}`,
      { cause },
    );
  }
}
