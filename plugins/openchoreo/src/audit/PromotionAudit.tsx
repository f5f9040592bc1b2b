import { useState } from 'react';
import { finalPromotionPhases } from '@promenade/backstage-plugin-openchoreo-common';
import { ExportButtons } from '../releases/ExportButtons';
import { FilterSelect, noFilter } from '../releases/FilterSelect';
import { downloadHistory } from '../releases/historyRequests';
import { useHistory } from '../releases/useHistory';
import { peopleOf, useKnownPeople } from '../releases/useKnownPeople';
import { useTexts } from '../useTexts';
import { AuditTable } from './AuditTable';
import { AuditView, type AuditListProps } from './AuditView';

const types = ['Promote', 'RollBack'] as const;

/** Who promoted, approved, rejected and rolled back what. */
export function PromotionAudit(props: AuditListProps) {
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
    <AuditView
      {...props}
      explanation={t('audit.explanation')}
      people={people}
      pages={history}
      noMatch={t('audit.noMatch')}
      filters={
        <>
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
        </>
      }
      exports={
        <ExportButtons
          name={`${project ?? organization}-promotions`}
          download={(api, format) =>
            downloadHistory(api, scope, { ...filter, format })
          }
        />
      }
    >
      {promotions => <AuditTable promotions={promotions} />}
    </AuditView>
  );
}
