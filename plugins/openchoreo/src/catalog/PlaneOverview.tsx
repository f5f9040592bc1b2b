import { useEntity } from '@backstage/plugin-catalog-react';
import {
  reads,
  type BuildPlaneOverview as BuildPlaneView,
  type DataPlaneOverview as DataPlaneView,
  type Reachability as ReachabilityView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { MessageText } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import {
  BuildPhaseBadge,
  EnvironmentName,
  ReachabilityBadge,
  SimulatedTag,
  StateSummary,
} from './cells';
import { DataTable } from './DataTable';
import { EntityName } from './EntityName';
import { namedResource } from './namedResource';
import { EmptyText, Overview, OverviewCard } from './Overview';
import styles from './catalog.module.css';

/** Whether a data plane can be reached, and the environments on it. */
export function DataPlaneOverview() {
  const { entity } = useEntity();
  const resource = namedResource(entity, 'dataPlane');
  const { t } = useTexts();
  if (!resource) return null;
  return (
    <Overview
      title={t('catalog.connection')}
      read={reads.getDataPlane}
      input={resource}
    >
      {(value, live) => (
        <>
          <OverviewCard title={t('catalog.connection')} headerActions={live}>
            <Reachability plane={value} />
          </OverviewCard>
          <OverviewCard title={t('catalog.environments')}>
            <Environments environments={value.environments} />
          </OverviewCard>
        </>
      )}
    </Overview>
  );
}

/** Whether a build plane can be reached, and the newest builds on it. */
export function BuildPlaneOverview() {
  const { entity } = useEntity();
  const resource = namedResource(entity, 'buildPlane');
  const { t } = useTexts();
  if (!resource) return null;
  return (
    <Overview
      title={t('catalog.connection')}
      read={reads.getBuildPlane}
      input={resource}
    >
      {(value, live) => (
        <>
          <OverviewCard title={t('catalog.connection')} headerActions={live}>
            <Reachability plane={value} />
          </OverviewCard>
          <OverviewCard title={t('catalog.builds')}>
            <Builds builds={value.builds} />
          </OverviewCard>
        </>
      )}
    </Overview>
  );
}

/** Whether a plane can be reached, since when, and why not. */
function Reachability(props: {
  plane: { isSimulated: boolean; reachability: ReachabilityView };
}) {
  const { isSimulated, reachability } = props.plane;
  const { t } = useTexts();
  return (
    <>
      <div className={styles.named}>
        <ReachabilityBadge reachability={reachability} />
        {reachability.since && (
          <span className={styles.secondary}>
            <RelativeTime at={reachability.since} />
          </span>
        )}
        {isSimulated && <SimulatedTag />}
      </div>
      <p className={styles.text}>
        {reachability.message ? (
          <MessageText text={reachability.message} />
        ) : (
          t('catalog.reachability.notTried')
        )}
      </p>
      {isSimulated && (
        <p className={styles.secondary}>{t('board.simulatedMeaning')}</p>
      )}
    </>
  );
}

function Environments(props: Pick<DataPlaneView, 'environments'>) {
  const { environments } = props;
  const { t } = useTexts();
  if (environments.length === 0) {
    return <EmptyText>{t('catalog.noEnvironmentsOnPlane')}</EmptyText>;
  }
  return (
    <DataTable
      label={t('catalog.environments')}
      columns={[
        { id: 'environment', label: t('catalog.column.environment') },
        { id: 'organization', label: t('catalog.column.organization') },
        { id: 'states', label: t('catalog.column.components') },
      ]}
      rows={environments.map(environment => ({
        id: environment.entityRef,
        cells: [
          <EnvironmentName key="name" environment={environment} />,
          <span key="organization" className={styles.name}>
            {environment.organization}
          </span>,
          <StateSummary
            key="states"
            states={environment.states}
            none={t('catalog.nothingRuns')}
          />,
        ],
      }))}
    />
  );
}

function Builds(props: Pick<BuildPlaneView, 'builds'>) {
  const { builds } = props;
  const { t } = useTexts();
  if (builds.length === 0) {
    return <EmptyText>{t('catalog.noBuilds')}</EmptyText>;
  }
  return (
    <DataTable
      label={t('catalog.builds')}
      columns={[
        { id: 'component', label: t('catalog.column.component') },
        { id: 'phase', label: t('catalog.column.phase') },
        { id: 'commit', label: t('catalog.column.commit') },
        { id: 'created', label: t('catalog.column.created') },
      ]}
      rows={builds.map(build => ({
        id: `${build.organization}/${build.name}`,
        cells: [
          <span key="component" className={styles.cell}>
            <EntityName entityRef={build.entityRef} label={build.component} />
            <span className={styles.secondary}>{build.project}</span>
          </span>,
          <span key="phase" className={styles.cell}>
            <BuildPhaseBadge phase={build.phase} />
            {build.message && build.phase !== 'Succeeded' && (
              <span className={styles.reason}>{build.message}</span>
            )}
          </span>,
          build.commit && <code key="commit">{build.commit.slice(0, 7)}</code>,
          build.createdAt && (
            <RelativeTime key="created" at={build.createdAt} as="ago" />
          ),
        ],
      }))}
    />
  );
}
