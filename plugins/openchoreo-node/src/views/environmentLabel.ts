import type { ComponentSnapshot } from '../domain/ComponentSnapshot';

/** What people call an environment. */
export function environmentLabel(
  snapshot: Pick<ComponentSnapshot, 'environments'>,
  name: string,
): string {
  return snapshot.environments.get(name)?.displayName ?? name;
}
