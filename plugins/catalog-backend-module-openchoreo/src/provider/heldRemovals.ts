import type { HeldRemoval } from '@promenade/backstage-plugin-openchoreo-common';
import type { CatalogUnitKey } from '@promenade/backstage-plugin-openchoreo-node';
import type { RemovalGuard, RemovalLimit } from './RemovalGuard';
import type { HeldSource } from './SourceGuard';
import { unitId } from './unitId';

/** What the removals are held by. */
interface HeldChanges {
  sources: readonly HeldSource[];
  guard: Pick<RemovalGuard, 'held'>;
  removalLimit: RemovalLimit;
  confirmAfterMs: number;
  /** The entity refs of the entities of a unit. */
  refsOf(unit: CatalogUnitKey): string[];
}

/** The removals that are not written yet, each resource once, with the reason. */
export function heldRemovals(held: HeldChanges): HeldRemoval[] {
  const bySources = heldBySources(held);
  const reported = new Set(bySources.map(({ resource }) => resource));
  return [
    ...bySources,
    ...heldByLimit(held).filter(({ resource }) => !reported.has(resource)),
  ];
}

function heldBySources({ sources, refsOf }: HeldChanges): HeldRemoval[] {
  return sources.flatMap(({ missing, reason, since }) =>
    missing.map(unit => ({
      resource: unitId(unit),
      entityRefs: refsOf(unit),
      reason,
      since: since.toISOString(),
    })),
  );
}

function heldByLimit({
  guard,
  removalLimit: { count, share },
  confirmAfterMs,
}: HeldChanges): HeldRemoval[] {
  const limitReason = `More than ${count} entities and more than ${
    share * 100
  } % of all were to be removed at once, as after an incomplete read`;
  return guard.held().map(({ id, removed, isUncertain, since }) => ({
    resource: id,
    entityRefs: [...removed],
    reason: isUncertain
      ? 'The resource was missing while its control plane was not read completely'
      : limitReason,
    since: since.toISOString(),
    until: new Date(since.getTime() + confirmAfterMs).toISOString(),
  }));
}
