import type { OpenChoreoPlatform } from '../adapter/OpenChoreoPlatform';

/** One of the platforms that look like one. */
export interface RoutedPlatform {
  name: string;
  platform: OpenChoreoPlatform;
}

/** What decides which platform something is of: its organization, or for a cluster-scoped resource its type. */
export interface Place {
  organization?: string;
  /** The type of a catalog unit or of a plane. */
  type?: string;
}

/** Determines which platform an organization belongs to. */
export interface Routes<S extends RoutedPlatform = RoutedPlatform> {
  readonly sources: readonly S[];
  /** Those of the sources that are read now. */
  readonly active: readonly S[];
  find(place: Place): S | undefined;
  /** Which names organizations have, in a sentence. */
  describe(): string;
}

/** What all platforms have, without what belongs to another one. */
export function mergeSources<S extends RoutedPlatform, T>(
  routes: Routes<S>,
  read: (source: S) => readonly T[],
  placeOf: (value: T) => Place,
): T[] {
  const { active } = routes;
  return active.flatMap(source => {
    const values = read(source);
    return values.filter(value => routes.find(placeOf(value)) === source);
  });
}
