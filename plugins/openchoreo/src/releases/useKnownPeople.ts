import { useState } from 'react';
import type { PromotionRecord } from '@promenade/backstage-plugin-openchoreo-common';
import type { FilterOption } from './FilterSelect';

/**
 * The people of a history as options of a filter: all that were loaded so far, also with another filter.
 *
 * @param people - entity refs of the people in what is loaded now
 */
export function useKnownPeople(people: readonly string[]): FilterOption[] {
  const [known, setKnown] = useState<readonly string[]>([]);
  const fresh = [...new Set(people)].filter(each => !known.includes(each));
  if (fresh.length > 0) setKnown([...known, ...fresh]);
  return [...known]
    .sort((a, b) => a.localeCompare(b, 'en'))
    .map(each => ({ value: each, label: personOf(each) }));
}

/** Entity refs of those who have requested a promotion or decided about it. */
export function peopleOf({ requestedBy, approvals }: PromotionRecord) {
  return [
    ...(requestedBy ? [requestedBy] : []),
    ...approvals.map(({ by }) => by),
  ];
}

/** The name in an entity ref. */
function personOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}
