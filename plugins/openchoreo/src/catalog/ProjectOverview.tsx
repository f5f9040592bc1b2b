import { useState } from 'react';
import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useEntity, useEntityRefLink } from '@backstage/plugin-catalog-react';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { Alert, Checkbox, Link } from '@backstage/ui';
import {
  reads,
  type DeploymentState,
  type ProjectOverview as View,
} from '@promenade/backstage-plugin-openchoreo-common';
import { approvalsRouteRef, deployRouteRef } from '../routes';
import { PersonName } from '../text';
import { RelativeTime } from '../time';
import { openChoreoTranslationRef } from '../translation';
import {
  DeploymentCell,
  ReleaseName,
  SimulatedTag,
  StateSummary,
} from './cells';
import { DataTable } from './DataTable';
import { EntityName, labelOf } from './EntityName';
import { namedResource } from './namedResource';
import { EmptyText, Overview, OverviewCard } from './Overview';
import { PipelinePicture } from './PipelinePicture';
import { Route } from './PromotionTable';
import styles from './catalog.module.css';

type Component = View['components'][number];

/** States that somebody has to do something about. */
const statesInNeed: ReadonlySet<DeploymentState> = new Set([
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
        const environmentLabel = environmentLabels(value);
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

function environmentLabels({ environments, pipeline }: View) {
  const labels = new Map(
    [...(pipeline?.environments ?? []), ...environments].map(each => [
      each.name,
      labelOf(each),
    ]),
  );
  return (name: string) => labels.get(name) ?? name;
}

function Components(props: { overview: View }) {
  const { components, environments, states } = props.overview;
  const { t } = useTranslationRef(openChoreoTranslationRef);
  const [onlyInNeed, setOnlyInNeed] = useState(false);
  const deployLink = useDeployLink();
  if (components.length === 0) {
    return <EmptyText>{t('catalog.noComponents')}</EmptyText>;
  }
  const inNeed = components.filter(isInNeed);
  const shown = onlyInNeed ? inNeed : components;
  return (
    <>
      <div className={styles.summary}>
        <StateSummary states={states} none="" />
        {components.length > inNeed.length &&
          (inNeed.length > 0 || onlyInNeed) && (
            <Checkbox isSelected={onlyInNeed} onChange={setOnlyInNeed}>
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

function isInNeed({ deployments, problem }: Component): boolean {
  return (
    problem !== undefined ||
    deployments.some(({ state }) => statesInNeed.has(state))
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

/**
 * Returns the path of the Deploy tab of a component. The app decides where that tab is, and only tells for the entity of the page: the
 * rest of the path is the same for each entity.
 */
function useDeployLink(): (entityRef: string) => string {
  const { entity } = useEntity();
  const entityLink = useEntityRefLink();
  const deployPath = useRouteRef(deployRouteRef)?.();
  const own = entityLink(stringifyEntityRef(entity));
  const tab = deployPath?.startsWith(own) ? deployPath.slice(own.length) : '';
  return entityRef => `${entityLink(entityRef)}${tab}`;
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
