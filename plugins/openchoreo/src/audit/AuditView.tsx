import type { ReactNode } from 'react';
import { Text } from '@backstage/ui';
import type { ProjectList } from '@promenade/backstage-plugin-openchoreo-common';
import type { FilterOption } from '../releases/FilterSelect';
import type { PagesState } from '../usePages';
import { AuditFilters } from './AuditFilters';
import { AuditList } from './AuditList';
import type { useAuditFilter } from './useAuditFilter';
import styles from './audit.module.css';

/** What a list of the audit page is shown with. */
export interface AuditListProps extends ReturnType<typeof useAuditFilter> {
  projects: ProjectList['projects'];
}

/** A list of the audit page: what it has, its filters, its exports and what matches. */
export function AuditView<T>(
  props: Omit<AuditListProps, 'filter'> & {
    explanation: string;
    people: readonly FilterOption[];
    /** The filters of this list. */
    filters: ReactNode;
    exports: ReactNode;
    pages: PagesState<T>;
    /** Shown when nothing matches. */
    noMatch: string;
    children: (items: readonly T[]) => ReactNode;
  },
) {
  const { explanation, filters, exports, pages, noMatch, children } = props;
  const { projects, people, choice, change } = props;
  return (
    <>
      <Text as="p" color="secondary">
        {explanation}
      </Text>
      <AuditFilters
        projects={projects}
        people={people}
        choice={choice}
        onChange={change}
      >
        {filters}
      </AuditFilters>
      <div className={styles.exports}>{exports}</div>
      <AuditList pages={pages} noMatch={noMatch}>
        {children}
      </AuditList>
    </>
  );
}
