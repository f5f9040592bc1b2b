import { useState } from 'react';
import { Text } from '@backstage/ui';
import {
  finalPromotionPhases,
  type ProjectList,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ExportButtons } from '../releases/ExportButtons';
import { FilterSelect, noFilter } from '../releases/FilterSelect';
import { downloadHistory } from '../releases/historyRequests';
import { useHistory } from '../releases/useHistory';
import { peopleOf, useKnownPeople } from '../releases/useKnownPeople';
import { useTexts } from '../useTexts';
import { AuditFilters } from './AuditFilters';
import { AuditList } from './AuditList';
import { AuditTable } from './AuditTable';
import type { useAuditFilter } from './useAuditFilter';
import styles from './audit.module.css';

const types = ['Promote', 'RollBack'] as const;

/** Who promoted, approved, rejected and rolled back what. */
export function PromotionAudit(
  props: {
    projects: ProjectList['projects'];
  } & ReturnType<typeof useAuditFilter>,
) {
  const { projects, choice, change } = props;
  const { organization, project, ...restriction } = props.filter;
  const { t } = useTexts();
  const [type, setType] = useState(noFilter);
  const [phase, setPhase] = useState(noFilter);
  const scope = { organization, project };
  const filter = {
    ...restriction,
    type: types.find(each => each === type),
    phase: finalPromotionPhases.find(each => each === phase),
  };
  const history = useHistory(scope, filter);
  const people = useKnownPeople((history.items ?? []).flatMap(peopleOf));
  return (
    <>
      <Text as="p" color="secondary">
        {t('audit.explanation')}
      </Text>
      <AuditFilters
        projects={projects}
        people={people}
        choice={choice}
        onChange={change}
      >
        <FilterSelect
          label={t('audit.action')}
          value={type}
          options={types.map(value => ({
            value,
            label: t(`audit.actions.${value}`),
          }))}
          onChange={setType}
        />
        <FilterSelect
          label={t('history.outcome')}
          value={phase}
          options={finalPromotionPhases.map(value => ({
            value,
            label: t(`promotion.outcome.${value}`),
          }))}
          onChange={setPhase}
        />
      </AuditFilters>
      <div className={styles.exports}>
        <ExportButtons
          name={`${project ?? organization}-promotions`}
          download={(api, format) =>
            downloadHistory(api, scope, { ...filter, format })
          }
        />
      </div>
      <AuditList pages={history} noMatch={t('audit.noMatch')}>
        {promotions => <AuditTable promotions={promotions} />}
      </AuditList>
    </>
  );
}
