import { useState } from 'react';
import type { PromotionRecord } from '@promenade/backstage-plugin-openchoreo-common';
import type { FilterOption } from './FilterSelect';

/** The people who have requested or decided about promotions that were loaded so far, also with another filter. */
export function useKnownPeople(
  promotions: readonly PromotionRecord[],
): FilterOption[] {
  const [known, setKnown] = useState<readonly string[]>([]);
  const seen = promotions.flatMap(({ requestedBy, approvals }) => [
    ...(requestedBy ? [requestedBy] : []),
    ...approvals.map(({ by }) => by),
  ]);
  const fresh = [...new Set(seen)].filter(each => !known.includes(each));
  if (fresh.length > 0) setKnown([...known, ...fresh]);
  return [...known]
    .sort((a, b) => a.localeCompare(b, 'en'))
    .map(each => ({ value: each, label: personOf(each) }));
}

/** The name in an entity ref. */
function personOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}
