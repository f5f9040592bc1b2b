import { useEntity } from '@backstage/plugin-catalog-react';
import {
  reads,
  type OrganizationOverview as View,
} from '@promenade/backstage-plugin-openchoreo-common';
import { QuotaTable } from '../capacity/QuotaTable';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import { DataPlaneCell, EnvironmentName, StateSummary, Tag } from './cells';
import { DataTable } from './DataTable';
import { EntityName } from './EntityName';
import { namedResource } from './namedResource';
import { EmptyText, Overview, OverviewCard, Section } from './Overview';
import { PipelinePicture } from './PipelinePicture';
import { ProjectTable } from './ProjectTable';
import styles from './catalog.module.css';

/** The projects, environments and pipelines of an organization, its quotas, and who has access. */
export function OrganizationOverview() {
  const { entity } = useEntity();
  const resource = namedResource(entity, 'organization');
  const { t } = useTexts();
  if (!resource) return null;
  const { organization } = resource;
  return (
    <Overview
      title={t('catalog.projects')}
      read={reads.getOrganization}
      input={{ organization }}
    >
      {(value, live) => (
        <>
          <OverviewCard title={t('catalog.projects')} headerActions={live}>
            <ProjectTable
              projects={value.projects}
              empty={t('catalog.noProjects')}
            />
          </OverviewCard>
          <Environments environments={value.environments} />
          <Pipelines pipelines={value.pipelines} />
          {value.quotas && (
            <OverviewCard title={t('capacity.quotas')}>
              <QuotaTable quotas={value.quotas} />
            </OverviewCard>
          )}
          <Access access={value.access} />
        </>
      )}
    </Overview>
  );
}

/** The roles of users and groups. Nothing where the platform declares none. */
function Access(props: Pick<View, 'access'>) {
  const { access } = props;
  const { t } = useTexts();
  if (!access?.length) return null;
  return (
    <OverviewCard title={t('catalog.access')}>
      <DataTable
        label={t('catalog.access')}
        columns={[
          { id: 'subject', label: t('catalog.column.subject') },
          { id: 'role', label: t('catalog.column.role') },
        ]}
        rows={access.map(({ subject, role }) => ({
          id: `${subject} ${role}`,
          cells: [<Subject key="subject" subject={subject} />, role],
        }))}
      />
    </OverviewCard>
  );
}

/** The name of a user, group or service account of the Kubernetes API, and which of them it is. */
function Subject(props: { subject: string }) {
  const { subject } = props;
  const { t } = useTexts();
  const [kind, ...rest] = subject.split(':');
  const isKnown =
    kind === 'user' || kind === 'group' || kind === 'serviceaccount';
  return (
    <span className={styles.named}>
      <span className={styles.name}>{isKnown ? rest.join(':') : subject}</span>
      {isKnown && <Tag>{t(`catalog.subject.${kind}`)}</Tag>}
    </span>
  );
}

function Environments(props: Pick<View, 'environments'>) {
  const { environments } = props;
  const { t } = useTexts();
  const rows = environments.map(environment => ({
    id: environment.entityRef,
    cells: [
      <EnvironmentName key="name" environment={environment} />,
      <StateSummary
        key="states"
        states={environment.states}
        none={t('catalog.nothingRuns')}
      />,
      <DataPlaneCell key="plane" dataPlane={environment.dataPlane} />,
    ],
  }));
  return (
    <OverviewCard title={t('catalog.environments')}>
      {rows.length ? (
        <DataTable
          label={t('catalog.environments')}
          columns={[
            { id: 'environment', label: t('catalog.column.environment') },
            { id: 'states', label: t('catalog.column.components') },
            { id: 'plane', label: t('catalog.column.dataPlane') },
          ]}
          rows={rows}
        />
      ) : (
        <EmptyText>{t('catalog.noEnvironments')}</EmptyText>
      )}
    </OverviewCard>
  );
}

function Pipelines(props: Pick<View, 'pipelines'>) {
  const { pipelines } = props;
  const { t } = useTexts();
  return (
    <OverviewCard title={t('catalog.pipelines')}>
      {pipelines.length ? (
        pipelines.map(pipeline => (
          <Section
            key={pipeline.entityRef}
            title={
              <EntityName
                entityRef={pipeline.entityRef}
                label={labelOf(pipeline)}
              />
            }
          >
            <PipelinePicture pipeline={pipeline} />
          </Section>
        ))
      ) : (
        <EmptyText>{t('catalog.noPipelines')}</EmptyText>
      )}
    </OverviewCard>
  );
}
