import type { ReactNode } from 'react';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Alert } from '@backstage/ui';
import {
  reads,
  type EnvironmentOverview as View,
  type PipelineSummary,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Facts, labelOf, labelsOf } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import { DataPlaneName, DeploymentCell, StateSummary, Tag } from './cells';
import { DataTable } from './DataTable';
import { EntityName } from './EntityName';
import { namedResource } from './namedResource';
import { EmptyText, Overview, OverviewCard, Section } from './Overview';
import { PipelinePicture } from './PipelinePicture';
import { PromotionTable } from './PromotionTable';
import styles from './catalog.module.css';

/** What runs in an environment, the data plane that it is on, and its place in the pipelines. */
export function EnvironmentOverview() {
  const { entity } = useEntity();
  const resource = namedResource(entity, 'environment');
  const { t } = useTexts();
  if (!resource) return null;
  return (
    <Overview
      title={t('catalog.runsHere')}
      read={reads.getEnvironment}
      input={resource}
    >
      {(value, live) => (
        <>
          <OverviewCard title={t('catalog.runsHere')} headerActions={live}>
            <UnreachablePlane dataPlane={value.dataPlane} />
            <Facts
              facts={[
                [
                  t('catalog.column.dataPlane'),
                  // The alert above says why it cannot be reached.
                  <DataPlaneName key="plane" dataPlane={value.dataPlane} />,
                ],
                [
                  t('catalog.use'),
                  value.isProduction ? (
                    <Tag key="use">{t('approvals.production')}</Tag>
                  ) : (
                    t('catalog.notProduction')
                  ),
                ],
                [
                  t('catalog.column.components'),
                  <StateSummary
                    key="states"
                    states={value.states}
                    none={t('catalog.nothingRuns')}
                  />,
                ],
              ]}
            />
            <Components components={value.components} environment={resource} />
          </OverviewCard>
          <OverviewCard title={t('catalog.policies')}>
            <Policies policies={value.policies} />
          </OverviewCard>
          <OverviewCard title={t('catalog.place')}>
            {value.pipelines.length ? (
              value.pipelines.map(pipeline => (
                <Pipeline
                  key={pipeline.entityRef}
                  pipeline={pipeline}
                  environment={value.name}
                />
              ))
            ) : (
              <EmptyText>{t('catalog.inNoPipeline')}</EmptyText>
            )}
          </OverviewCard>
        </>
      )}
    </Overview>
  );
}

function UnreachablePlane(props: Pick<View, 'dataPlane'>) {
  const { dataPlane } = props;
  const { t } = useTexts();
  if (!dataPlane) {
    return <Alert status="danger" icon title={t('catalog.planeMissing')} />;
  }
  const { unreachable } = dataPlane;
  if (!unreachable) return null;
  return (
    <Alert
      status="danger"
      icon
      title={t('catalog.planeUnreachable', { plane: labelOf(dataPlane) })}
      description={
        <>
          {unreachable.message}{' '}
          {unreachable.since && (
            <RelativeTime at={unreachable.since} as="ago" />
          )}
        </>
      }
    />
  );
}

/** The restrictions on deployments to an environment. */
function Policies(props: Pick<View, 'policies'>) {
  const { requiresApproval, maxReplicas, allowedImages, allowedClasses } =
    props.policies;
  const { t } = useTexts();
  const facts: [string, ReactNode][] = [];
  if (requiresApproval) {
    facts.push([t('catalog.column.approval'), t('catalog.everyPromotion')]);
  }
  if (maxReplicas !== undefined) {
    facts.push([
      t('catalog.maxReplicas'),
      t('catalog.atMost', { number: String(maxReplicas) }),
    ]);
  }
  if (allowedImages) {
    facts.push([
      t('catalog.allowedImages'),
      <code key="images">{allowedImages}</code>,
    ]);
  }
  if (allowedClasses) {
    facts.push([t('catalog.allowedClasses'), allowedClasses.join(', ')]);
  }
  return facts.length ? (
    <Facts facts={facts} />
  ) : (
    <EmptyText>{t('catalog.noPolicies')}</EmptyText>
  );
}

function Components(
  props: Pick<View, 'components'> & {
    environment: { organization: string; name: string };
  },
) {
  const { components, environment } = props;
  const { t } = useTexts();
  if (components.length === 0) {
    return <EmptyText>{t('catalog.nothingRunsText')}</EmptyText>;
  }
  return (
    <DataTable
      label={t('catalog.runsHere')}
      columns={[
        { id: 'component', label: t('catalog.column.component') },
        { id: 'project', label: t('catalog.column.project') },
        { id: 'state', label: t('catalog.column.stateAndRelease') },
      ]}
      rows={components.map(component => ({
        id: component.entityRef,
        cells: [
          <span key="name" className={styles.cell}>
            <EntityName
              entityRef={component.entityRef}
              label={labelOf(component)}
            />
            <span className={styles.secondary}>{component.type}</span>
          </span>,
          <span key="project" className={styles.name}>
            {component.project}
          </span>,
          <DeploymentCell
            key="state"
            deployment={component}
            explained={{
              component: {
                organization: environment.organization,
                project: component.project,
                component: component.name,
              },
              environment: environment.name,
            }}
          />,
        ],
      }))}
    />
  );
}

function Pipeline(props: { pipeline: PipelineSummary; environment: string }) {
  const { pipeline, environment } = props;
  const { t } = useTexts();
  const incoming = pipeline.edges.filter(({ to }) => to === environment);
  return (
    <Section
      title={
        <EntityName entityRef={pipeline.entityRef} label={labelOf(pipeline)} />
      }
    >
      <PipelinePicture pipeline={pipeline} current={environment} />
      {incoming.length ? (
        <PromotionTable
          label={t('catalog.promotionsHere')}
          edges={incoming}
          labelOf={labelsOf(pipeline.environments)}
        />
      ) : (
        <EmptyText>{t('catalog.isFirst')}</EmptyText>
      )}
    </Section>
  );
}
