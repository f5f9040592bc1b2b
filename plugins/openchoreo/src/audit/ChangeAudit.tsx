import { useCallback, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  auditResults,
  reads,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { ExportButtons } from '../releases/ExportButtons';
import { FilterSelect, noFilter } from '../releases/FilterSelect';
import { useKnownPeople } from '../releases/useKnownPeople';
import { usePages } from '../usePages';
import { useStable } from '../useRequest';
import { useTexts } from '../useTexts';
import { AuditView, type AuditListProps } from './AuditView';
import { ChangeTable } from './ChangeTable';
import { auditedOperations } from './auditedOperations';

/** Who changed what through the portal, its APIs, templates and agents. */
export function ChangeAudit(props: AuditListProps) {
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const [operation, setOperation] = useState(noFilter);
  const [result, setResult] = useState(noFilter);
  const filter = useStable({
    ...props.filter,
    operation: operation || undefined,
    result: auditResults.find(each => each === result),
  });
  const pages = usePages(
    useCallback(
      async (cursor: string | undefined, signal: AbortSignal) => {
        const input = { ...filter, cursor };
        const { entries, nextCursor } = await api.request(
          reads.listAuditEntries,
          input,
          { signal },
        );
        return { items: entries, nextCursor };
      },
      [api, filter],
    ),
  );
  const people = useKnownPeople(
    (pages.items ?? []).map(({ requestedBy }) => requestedBy),
  );
  return (
    <AuditView
      {...props}
      explanation={t('audit.changes.explanation')}
      people={people}
      pages={pages}
      noMatch={t('audit.changes.noMatch')}
      filters={
        <>
          <FilterSelect
            label={t('audit.action')}
            value={operation}
            options={auditedOperations.map(value => ({
              value,
              label: t(`audit.operation.${value}`),
            }))}
            onChange={setOperation}
          />
          <FilterSelect
            label={t('audit.changes.result')}
            value={result}
            options={auditResults.map(value => ({
              value,
              label: t(`audit.results.${value}`),
            }))}
            onChange={setResult}
          />
        </>
      }
      exports={
        <ExportButtons
          name={`${filter.project ?? filter.organization}-audit`}
          download={(from, format) =>
            from.download(reads.listAuditEntries, { ...filter, format })
          }
        />
      }
    >
      {entries => <ChangeTable entries={entries} />}
    </AuditView>
  );
}
