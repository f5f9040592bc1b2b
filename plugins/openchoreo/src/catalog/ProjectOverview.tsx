import { useState } from 'react';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert, Checkbox, Link } from '@backstage/ui';
import {
  reads,
  type DeploymentState,
  type ProjectOverview as View,
} from '@promenade/backstage-plugin-openchoreo-common';
import { approvalsRouteRef } from '../routes';
import { labelOf, labelsOf, PersonName } from '../text';
import { RelativeTime } from '../time';
import { openChoreoTranslationRef } from '../translation';
import {
  DeploymentCell,
  ReleaseName,
  Route,
  SimulatedTag,
  StateSummary,
} from './cells';
import { DataTable } from './DataTable';
import { EntityName } from './EntityName';
import { namedResource } from './namedResource';
import { EmptyText, Overview, OverviewCard } from './Overview';
import { PipelinePicture } from './PipelinePicture';
import { useDeployLink } from './useDeployLink';
import styles from './catalog.module.css';

type Component = View['components'][number];

/** A component in one of these states needs attention. */
const statesNeedingAttention: ReadonlySet<DeploymentState> = new Set([
  'Failed',
  'Degraded',
  'Waiting',
  'Unknown',
]);

/** The components of a project in each environment, what waits for an approval, and the order of promotion. */
export function ProjectOverview() {
  const { entity } = useEntity();
  const resource = namedResource(entity, 'project');
  const { t } = useTranslationRef(openChoreoTranslationRef);
  if (!resource) return null;
  const { organization, name: project } = resource;
  return (
    <Overview
      title={t('catalog.components')}
      read={reads.getProject}
      input={{ organization, project }}
    >
      {(value, live) => {
        const environmentLabel = labelsOf([
          ...(value.pipeline?.environments ?? []),
          ...value.environments,
        ]);
        return (
          <>
            <OverviewCard title={t('catalog.components')} headerActions={live}>
              {value.problem && (
                <Alert status="danger" icon title={value.problem} />
              )}
              <Components overview={value} />
            </OverviewCard>
            {value.awaitingApproval.length > 0 && (
              <AwaitingApproval
                promotions={value.awaitingApproval}
                environmentLabel={environmentLabel}
              />
            )}
            {value.pipeline && (
              <OverviewCard
                title={t('catalog.pipeline')}
                footerActions={
                  <EntityName
                    entityRef={value.pipeline.entityRef}
                    label={t('catalog.openPipeline', {
                      pipeline: labelOf(value.pipeline),
                    })}
                  />
                }
              >
                <PipelinePicture pipeline={value.pipeline} />
              </OverviewCard>
            )}
          </>
        );
      }}
    </Overview>
  );
}

function Components(props: { overview: View }) {
  const { components, environments, states } = props.overview;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const [isFiltered, setIsFiltered] = useState(false);
  const deployLink = useDeployLink();
  if (components.length === 0) {
    return <EmptyText>{t('catalog.noComponents')}</EmptyText>;
  }
  const needing = components.filter(needsAttention);
  const shown = isFiltered ? needing : components;
  return (
    <>
      <div className={styles.summary}>
        <StateSummary states={states} none="" />
        {components.length > needing.length &&
          (needing.length > 0 || isFiltered) && (
            <Checkbox isSelected={isFiltered} onChange={setIsFiltered}>
              {t('catalog.onlyInNeed')}
            </Checkbox>
          )}
      </div>
      {shown.length === 0 && <EmptyText>{t('catalog.noneInNeed')}</EmptyText>}
      {shown.length > 0 && (
        <DataTable
          label={t('catalog.matrix')}
          columns={[
            { id: 'component', label: t('catalog.column.component') },
            ...environments.map(environment => ({
              id: environment.entityRef,
              label: labelOf(environment),
              note: environment.dataPlane?.isSimulated && <SimulatedTag />,
            })),
          ]}
          rows={shown.map(component => ({
            id: component.entityRef,
            cells: [
              <ComponentName
                key="name"
                component={component}
                href={deployLink(component.entityRef)}
              />,
              ...component.deployments.map(deployment => (
                <DeploymentCell
                  key={deployment.environment}
                  deployment={deployment}
                />
              )),
            ],
          }))}
        />
      )}
    </>
  );
}

function needsAttention({ deployments, problem }: Component): boolean {
  return (
    problem !== undefined ||
    deployments.some(({ state }) => statesNeedingAttention.has(state))
  );
}

function ComponentName(props: { component: Component; href: string }) {
  const { component, href } = props;
  const { entityRef, type, problem } = component;
  return (
    <span className={styles.cell}>
      <EntityName
        entityRef={entityRef}
        href={href}
        label={labelOf(component)}
      />
      <span className={styles.secondary}>{type}</span>
      {problem && <span className={styles.reason}>{problem}</span>}
    </span>
  );
}

function AwaitingApproval(props: {
  promotions: View['awaitingApproval'];
  environmentLabel: (name: string) => string;
}) {
  const { promotions, environmentLabel } = props;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const approvalsPath = useRouteRef(approvalsRouteRef)?.();
  return (
    <OverviewCard
      title={t('catalog.waiting')}
      footerActions={
        approvalsPath && (
          <Link href={approvalsPath} standalone>
            {t('catalog.openApprovals')}
          </Link>
        )
      }
    >
      <DataTable
        label={t('catalog.waiting')}
        columns={[
          { id: 'component', label: t('catalog.column.component') },
          { id: 'promotion', label: t('catalog.column.promotion') },
          { id: 'release', label: t('catalog.column.release') },
          { id: 'requested', label: t('catalog.column.requested') },
        ]}
        rows={promotions.map(promotion => ({
          id: promotion.promotion,
          cells: [
            <EntityName
              key="component"
              entityRef={promotion.entityRef}
              label={promotion.displayName ?? promotion.component}
            />,
            <Route
              key="promotion"
              from={environmentLabel(promotion.from)}
              to={environmentLabel(promotion.to)}
            />,
            promotion.release && (
              <ReleaseName key="release" release={promotion.release} />
            ),
            <span key="requested">
              <RelativeTime at={promotion.startedAt} as="ago" />
              {promotion.requestedBy && (
                <>
                  {' '}
                  <PersonName entityRef={promotion.requestedBy} />
                </>
              )}
            </span>,
          ],
        }))}
      />
    </OverviewCard>
  );
}
