import type { ProjectSummary } from '@promenade/backstage-plugin-openchoreo-common';
import { Isolation } from '../cell/Isolation';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import { StateSummary, Tag } from './cells';
import { DataTable } from './DataTable';
import { EntityName } from './EntityName';
import { EmptyText } from './Overview';
import styles from './catalog.module.css';

/** Projects, with the worst states of their components. */
export function ProjectTable(props: {
  projects: readonly ProjectSummary[];
  /** Shown when there is none: what to do. */
  empty: string;
}) {
  const { projects, empty } = props;
  const { t } = useTexts();
  if (projects.length === 0) return <EmptyText>{empty}</EmptyText>;
  const hasIsolation = projects.some(({ isolation }) => isolation);
  return (
    <DataTable
      label={t('catalog.projects')}
      columns={[
        { id: 'project', label: t('catalog.column.project') },
        { id: 'count', label: t('catalog.column.components') },
        { id: 'states', label: t('catalog.column.worstStates') },
        ...(hasIsolation
          ? [{ id: 'isolation', label: t('catalog.column.isolation') }]
          : []),
      ]}
      rows={projects.map(project => ({
        id: project.entityRef,
        cells: [
          <EntityName
            key="name"
            entityRef={project.entityRef}
            label={labelOf(project)}
          />,
          <span key="count" className={styles.figure}>
            {project.componentCount}
          </span>,
          <States key="states" project={project} />,
          ...(hasIsolation
            ? [
                project.isolation && (
                  <Isolation key="isolation" isolation={project.isolation} />
                ),
              ]
            : []),
        ],
      }))}
    />
  );
}

function States(props: { project: ProjectSummary }) {
  const { states, awaitingApproval, problem } = props.project;
  const { t } = useTexts();
  return (
    <>
      <StateSummary states={states} none={t('catalog.noComponentsYet')} />
      {awaitingApproval > 0 && (
        <Tag>{t('catalog.awaitingApproval', { count: awaitingApproval })}</Tag>
      )}
      {problem && <span className={styles.reason}>{problem}</span>}
    </>
  );
}
