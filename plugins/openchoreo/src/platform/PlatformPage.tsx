import { useCallback, type ReactNode } from 'react';
import { useApi, useRouteRef } from '@backstage/frontend-plugin-api';
import { Container, Link, Text } from '@backstage/ui';
import {
  reads,
  syncStatus,
  type PlatformOverview,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { StateSummary } from '../catalog/cells';
import { DataTable } from '../catalog/DataTable';
import { EntityName } from '../catalog/EntityName';
import { EmptyText, Overview, OverviewCard } from '../catalog/Overview';
import { syncRouteRef } from '../routes';
import { useTexts } from '../useTexts';
import { useRequest } from '../useRequest';
import { BuildPlanes, DataPlanes } from './PlaneTables';
import { ProblemTable } from './ProblemTable';
import { SyncStatusAlert } from './SyncStatusAlert';
import { UnfinishedBuilds, UnfinishedPromotions } from './UnfinishedTables';
import styles from './platform.module.css';

/** What of the platform needs an engineer: what is stuck and why, planes that are not reachable, and what waits. */
export function PlatformPage() {
  const { t } = useTexts();
  return (
    <Container>
      <div className={styles.page}>
        <Overview
          title={t('platform.stuck')}
          read={reads.getPlatform}
          input={{}}
        >
          {(platform, live) => (
            <PlatformContent platform={platform} live={live} />
          )}
        </Overview>
      </div>
    </Container>
  );
}

function PlatformContent(props: {
  platform: PlatformOverview;
  live: ReactNode;
}) {
  const { platform, live } = props;
  const { stuckCount, problems, states, promotions, builds } = platform;
  const { t } = useTexts();
  return (
    <>
      <OverviewCard title={t('platform.stuck')} headerActions={live}>
        <Text as="p">
          {stuckCount
            ? t('platform.stuckCount', { count: stuckCount })
            : t('platform.nothingStuck')}
        </Text>
        <StateSummary states={states} none={t('platform.nothingDeployed')} />
        <ProblemTable problems={problems} />
      </OverviewCard>
      <CatalogSync />
      <OverviewCard title={t('platform.dataPlanes')}>
        <DataPlanes planes={platform.dataPlanes} />
      </OverviewCard>
      {platform.buildPlanes.length > 0 && (
        <OverviewCard title={t('platform.buildPlanes')}>
          <BuildPlanes planes={platform.buildPlanes} />
        </OverviewCard>
      )}
      <OverviewCard title={t('platform.promotions')}>
        <UnfinishedPromotions
          promotions={promotions}
          count={platform.promotionCount}
        />
      </OverviewCard>
      {(builds.length > 0 || platform.buildPlanes.length > 0) && (
        <OverviewCard title={t('platform.builds')}>
          <UnfinishedBuilds builds={builds} />
        </OverviewCard>
      )}
      <OverviewCard title={t('platform.organizations')}>
        <Organizations organizations={platform.organizations} />
      </OverviewCard>
    </>
  );
}

/** Whether the catalog follows the control plane, with a link to the page that says more. */
function CatalogSync() {
  const { t } = useTexts();
  const api = useApi(openChoreoApiRef);
  const syncPath = useRouteRef(syncRouteRef)?.();
  const { value } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(reads.getCatalogSync, {}, { signal }),
      [api],
    ),
  );
  if (!value) return null;
  return (
    <OverviewCard
      title={t('platform.sync')}
      footerActions={
        syncPath && (
          <Link href={syncPath} standalone>
            {t('platform.openSync')}
          </Link>
        )
      }
    >
      <SyncStatusAlert status={syncStatus(value)} />
      {value.rejected.length > 0 && (
        <EmptyText>
          {t('platform.rejected', { count: value.rejected.length })}
        </EmptyText>
      )}
    </OverviewCard>
  );
}

function Organizations(props: Pick<PlatformOverview, 'organizations'>) {
  const { organizations } = props;
  const { t } = useTexts();
  if (organizations.length === 0) {
    return <EmptyText>{t('platform.noOrganizations')}</EmptyText>;
  }
  return (
    <DataTable
      label={t('platform.organizations')}
      columns={[
        { id: 'organization', label: t('catalog.column.organization') },
        { id: 'projects', label: t('catalog.projects') },
        { id: 'components', label: t('catalog.column.components') },
        { id: 'states', label: t('platform.column.deployments') },
      ]}
      rows={organizations.map(organization => ({
        id: organization.name,
        sortBy: [
          organization.name,
          organization.projectCount,
          organization.componentCount,
          organization.states.map(({ count }) => count).join(' '),
        ],
        cells: [
          <EntityName
            key="name"
            entityRef={organization.entityRef}
            label={organization.name}
          />,
          organization.projectCount,
          organization.componentCount,
          <StateSummary
            key="states"
            states={organization.states}
            none={t('platform.nothingDeployed')}
          />,
        ],
      }))}
    />
  );
}
