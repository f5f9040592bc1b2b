import type { Release, ReleaseResourceStatus } from '../kinds/release';
import { labels } from '../names/labels';

/**
 * Whether an object of a Release belongs to the canary of its binding.
 *
 * @public
 */
export function isCanaryObject({
  metadata,
}: {
  readonly [member: string]: unknown;
}): boolean {
  return memberOf(memberOf(metadata, 'labels'), labels.canary) === 'true';
}

function memberOf(value: unknown, member: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(member)
    : undefined;
}

/**
 * Returns the last observed objects of a Release: those of the deployed release, or those of the canary beside it. The
 * state of a deployment depends on the former only.
 *
 * @public
 */
export function observedObjects(
  { spec, status }: Pick<Release, 'spec' | 'status'>,
  of: 'Release' | 'Canary' = 'Release',
): ReleaseResourceStatus[] {
  const ofCanary = new Set(
    (spec.resources ?? [])
      .filter(({ object }) => isCanaryObject(object))
      .map(({ id }) => id),
  );
  return (status?.resources ?? []).filter(
    ({ id }) => ofCanary.has(id) === (of === 'Canary'),
  );
}
