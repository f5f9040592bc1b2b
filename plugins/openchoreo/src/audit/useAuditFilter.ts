import { useMemo, useState } from 'react';
import { noFilter } from '../releases/FilterSelect';

const dayMs = 24 * 60 * 60 * 1000;

/** How far back the audit goes, in milliseconds. */
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
  range: TimeRange;
}

/** What all lists of the page are restricted to. */
export interface AuditFilter {
  organization: string;
  project?: string;
  environment?: string;
  person?: string;
  /** ISO 8601 time. */
  since?: string;
}

/** The choice of the user, and the filter that it is. */
export function useAuditFilter(firstOrganization: string) {
  const [choice, setChoice] = useState<AuditChoice>({
    organization: firstOrganization,
    project: noFilter,
    environment: noFilter,
    person: noFilter,
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
  const filter: AuditFilter = {
    organization: choice.organization,
    project: choice.project || undefined,
    environment: choice.environment || undefined,
    person: choice.person || undefined,
    since,
  };
  const change = (changed: Partial<AuditChoice>) =>
    setChoice(current => ({ ...current, ...changed }));
  return { choice, filter, change };
}
