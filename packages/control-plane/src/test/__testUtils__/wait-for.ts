import { KubeClient, KubeObject, ObjectKey } from '@promenade/kube-client';
import { TypedResource } from '../../runtime/read';

/** Longer than any expected wait, in milliseconds. */
const limitMs = 50_000;

/** Interval of polls, in milliseconds. */
const pollMs = 100;

/**
 * Waits, with a watch, until an object meets a condition.
 *
 * @returns the object
 * @throws with the last state of the object after 50 s
 */
export async function waitFor<T extends KubeObject>(
  client: KubeClient,
  type: TypedResource<T>,
  key: ObjectKey,
  isExpected: (object: T) => boolean,
): Promise<T> {
  let last: T | undefined;
  for await (const { event, object } of changesOf(
    client,
    type,
    key,
    () => last,
  )) {
    last = object;
    if (event !== 'DELETED' && isExpected(object)) {
      return object;
    }
  }
  throw new Error(`${type.kind} ${key.name}: the watch has ended`);
}

/** Waits, with a watch, until an object does not exist. */
export async function waitUntilGone<T extends KubeObject>(
  client: KubeClient,
  type: TypedResource<T>,
  key: ObjectKey,
): Promise<void> {
  let last = await client.find<T>(type, key);
  if (!last) {
    return;
  }
  // The watch starts at this version, so that it reports a deletion that precedes it.
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

/**
 * Polls until a check succeeds, for what a watch of one object cannot see.
 *
 * @returns whether it succeeded within the limit
 */
export async function waitUntil(
  check: () => Promise<boolean>,
  limit = limitMs,
): Promise<boolean> {
  const end = Date.now() + limit;
  while (Date.now() < end) {
    if (await check()) return true;
    await new Promise(resolve => {
      setTimeout(resolve, pollMs);
    });
  }
  return false;
}

async function* changesOf<T extends KubeObject>(
  client: KubeClient,
  type: TypedResource<T>,
  { namespace, name }: ObjectKey,
  last: () => T | undefined,
  resourceVersion?: string,
) {
  const signal = AbortSignal.timeout(limitMs);
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
    const state = JSON.stringify(last(), null, 1);
    throw new Error(
      `${type.kind} ${name} did not reach the expected state; its last state: ${state}`,
      { cause },
    );
  }
}
