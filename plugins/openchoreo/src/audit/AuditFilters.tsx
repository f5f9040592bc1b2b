import type { ReactNode } from 'react';
import type { ProjectList } from '@promenade/backstage-plugin-openchoreo-common';
import {
  FilterSelect,
  noFilter,
  type FilterOption,
} from '../releases/FilterSelect';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import { timeRanges, type AuditChoice } from './useAuditFilter';
import styles from './audit.module.css';

/** The filters that all lists of the page have, and those of one list. */
export function AuditFilters(props: {
  projects: ProjectList['projects'];
  people: readonly FilterOption[];
  choice: AuditChoice;
  onChange: (change: Partial<AuditChoice>) => void;
  /** The filters of the list. */
  children: ReactNode;
}) {
  const { projects, people, choice, onChange, children } = props;
  const { t } = useTexts();
  const organizations = [
    ...new Set(projects.map(({ organization }) => organization)),
  ];
  const own = projects.filter(
    ({ organization }) => organization === choice.organization,
  );
  const environments = new Map(
    own
      .flatMap(project => project.environments)
      .map(each => [each.name, labelOf(each)]),
  );
  return (
    <div className={styles.filters}>
      <FilterSelect
        label={t('audit.organization')}
        value={choice.organization}
        options={organizations.map(toOption)}
        isRequired
        onChange={organization =>
          onChange({
            organization,
            project: noFilter,
            environment: noFilter,
            person: noFilter,
          })
        }
      />
      <FilterSelect
        label={t('audit.project')}
        value={choice.project}
        options={own.map(each => ({ value: each.name, label: labelOf(each) }))}
        onChange={project => onChange({ project })}
      />
      <FilterSelect
        label={t('history.environment')}
        value={choice.environment}
        options={[...environments].map(([value, label]) => ({ value, label }))}
        onChange={environment => onChange({ environment })}
      />
      <FilterSelect
        label={t('history.person')}
        value={choice.person}
        options={people}
        onChange={person => onChange({ person })}
      />
      {children}
      <FilterSelect
        label={t('audit.time')}
        value={choice.range}
        options={timeRanges.map(value => ({
          value,
          label: t(`audit.range.${value}`),
        }))}
        isRequired
        onChange={value =>
          onChange({ range: timeRanges.find(each => each === value) })
        }
      />
    </div>
  );
}

function toOption(value: string): FilterOption {
  return { value, label: value };
}
