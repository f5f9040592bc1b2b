import { KubernetesObject } from '@promenade/openchoreo-model';
import { finalizingMessage } from './conditions';
import { controllerOf } from './owner-reference';
import { ObjectIndex, Read, TypedResource } from './read';
import { Write } from './write';

/**
 * Deletes all objects that an index finds, of several kinds, malformed ones included. Objects that another found object controls are left to garbage
 * collection: their controller would create them again.
 *
 * @param isIncluded - selects the objects; by default all
 * @returns the objects that still exist, as `Kind "name"`
 */
export async function deleteIndexed(
  kinds: readonly TypedResource<KubernetesObject>[],
  index: ObjectIndex,
  value: string,
  read: Read,
  write: Write,
  isIncluded: (object: KubernetesObject) => boolean = () => true,
): Promise<string[]> {
  const found = kinds.flatMap(kind =>
    [
      ...read.byIndex(kind, index, value),
      ...read.invalidByIndex(kind, index, value),
    ]
      .filter(isIncluded)
      .map(object => ({ kind, object })),
  );
  const foundUids = new Set(found.map(({ object }) => object.metadata.uid));
  const remaining: string[] = [];
  for (const { kind, object } of found) {
    // Only the first one says what it waits for in turn, to keep the message short.
    const waitsFor =
      remaining.length === 0 ? finalizingMessage(object) : undefined;
    const label = `${kind.kind} "${object.metadata.name}"`;
    remaining.push(waitsFor ? `${label} (${waitsFor})` : label);
    const controller = controllerOf(object);
    if (!controller || !foundUids.has(controller.uid)) {
      await write.remove(kind, object);
    }
  }
  return remaining;
}
