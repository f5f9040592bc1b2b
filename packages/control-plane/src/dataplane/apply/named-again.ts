import type { DesiredObject } from './desired-objects';
import { objectIdText, objectLabel } from './object-id';

/** The last resource of a Release for each object that it names. */
export type LastNamed = ReadonlyMap<string, DesiredObject>;

export function lastNamed(desired: readonly DesiredObject[]): LastNamed {
  return new Map(desired.map(each => [objectIdText(each.key), each]));
}

/**
 * Why a resource is not applied: a later one is the same object, and would undo it. Both applied by turns, the object would
 * never be at rest; the last has it, as after every pass of OpenChoreo v0.3.2.
 */
export function namedAgain(
  wanted: DesiredObject,
  named: LastNamed,
): string | undefined {
  const last = named.get(objectIdText(wanted.key));
  return !last || last === wanted
    ? undefined
    : `${objectLabel(wanted.key)}: resource "${wanted.id}" gives way to "${
        last.id
      }", which is the same object; leave one of them out`;
}
