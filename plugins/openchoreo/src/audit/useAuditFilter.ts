import { useMemo, useState } from 'react';
import {
  finalPromotionPhases,
  type PromotionPhase,
} from '@promenade/backstage-plugin-openchoreo-common';
import { noFilter } from '../releases/FilterSelect';
import type { HistoryFilter, HistoryScope } from '../releases/historyRequests';

const dayMs = 24 * 60 * 60 * 1000;

/** How far back promotions are listed, in milliseconds. */
const ranges = {
  day: dayMs,
  week: 7 * dayMs,
  month: 30 * dayMs,
  quarter: 90 * dayMs,
  all: undefined,
};

export type TimeRange = keyof typeof ranges;

export const timeRanges: readonly TimeRange[] = [
  'day',
  'week',
  'month',
  'quarter',
  'all',
];

/** What the user has chosen. */
export interface AuditChoice {
  organization: string;
  project: string;
  environment: string;
  person: string;
  action: string;
  phase: string;
  range: TimeRange;
}

/** What the page is restricted to. */
export function useAuditFilter(firstOrganization: string) {
  const [choice, setChoice] = useState<AuditChoice>({
    organization: firstOrganization,
    project: noFilter,
    environment: noFilter,
    person: noFilter,
    action: noFilter,
    phase: noFilter,
    range: 'month',
  });
  const { range } = choice;
  // It must not change with each rendering.
  const since = useMemo(() => {
    const ms = ranges[range];
    return ms === undefined
      ? undefined
      : new Date(Date.now() - ms).toISOString();
  }, [range]);
  const scope: HistoryScope = {
    organization: choice.organization,
    project: choice.project || undefined,
  };
  const filter: HistoryFilter = {
    environment: choice.environment || undefined,
    person: choice.person || undefined,
    type: toAction(choice.action),
    phase: toPhase(choice.phase),
    since,
  };
  return { choice, setChoice, scope, filter };
}

function toAction(value: string): HistoryFilter['type'] {
  return value === 'Promote' || value === 'RollBack' ? value : undefined;
}

function toPhase(value: string): PromotionPhase | undefined {
  return finalPromotionPhases.find(each => each === value);
}
