import { KubernetesObject } from '@promenade/openchoreo-model';
import { finalizingMessage } from './conditions';
import { controllerOf } from './owner-reference';
import { ObjectIndex, Read, TypedResource } from './read';
import { Write } from './write';

/**
 * Asks for the deletion of everything that an index finds, of several kinds.
 * What another of them controls goes with that one: it would only be made anew.
 *
 * @returns what is still there, as `Kind "name"`
 */
export async function deleteIndexed(
  kinds: readonly TypedResource<KubernetesObject>[],
  index: ObjectIndex,
  value: string,
  read: Read,
  write: Write,
): Promise<string[]> {
  const found = kinds.flatMap(kind =>
    read.byIndex(kind, index, value).map(object => ({ kind, object })),
  );
  const going = new Set(found.map(({ object }) => object.metadata.uid));
  const left: string[] = [];
  for (const { kind, object } of found) {
    // Of the first, what it waits for in turn: one thing at a time is enough to know where to look.
    const why = left.length === 0 ? finalizingMessage(object) : undefined;
    const label = `${kind.kind} "${object.metadata.name}"`;
    left.push(why ? `${label} (${why})` : label);
    const controller = controllerOf(object);
    if (!controller || !going.has(controller.uid)) {
      await write.remove(kind, object);
    }
  }
  return left;
}
