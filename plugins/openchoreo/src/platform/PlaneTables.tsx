import type { ReactNode } from 'react';
import type {
  PlatformOverview,
  Reachability,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  ReachabilityBadge,
  SimulatedTag,
  StateSummary,
} from '../catalog/cells';
import { DataTable, type Column } from '../catalog/DataTable';
import { EntityName } from '../catalog/EntityName';
import { EmptyText } from '../catalog/Overview';
import { labelOf, MessageText } from '../text';
import { RelativeTime } from '../time';
import { useTexts } from '../useTexts';
import styles from './platform.module.css';

type DataPlane = PlatformOverview['dataPlanes'][number];
type BuildPlane = PlatformOverview['buildPlanes'][number];

/** Whether each data plane can be reached, and what runs there. */
export function DataPlanes(props: { planes: readonly DataPlane[] }) {
  const { planes } = props;
  const { t } = useTexts();
  if (planes.length === 0) {
    return <EmptyText>{t('platform.noDataPlanes')}</EmptyText>;
  }
  return (
    <PlaneTable
      label={t('platform.dataPlanes')}
      planes={planes}
      columns={[
        { id: 'environments', label: t('platform.column.environments') },
        { id: 'states', label: t('platform.column.deployments') },
      ]}
      cellsOf={plane => [
        plane.environmentCount,
        <StateSummary
          key="states"
          states={plane.states}
          none={t('platform.nothingDeployed')}
        />,
      ]}
    />
  );
}

/** Whether each build plane can be reached, and how many builds have not ended there. */
export function BuildPlanes(props: { planes: readonly BuildPlane[] }) {
  const { t } = useTexts();
  return (
    <PlaneTable
      label={t('platform.buildPlanes')}
      planes={props.planes}
      columns={[{ id: 'builds', label: t('platform.column.unfinished') }]}
      cellsOf={plane => [plane.unfinishedCount]}
    />
  );
}

function PlaneTable<Plane extends DataPlane | BuildPlane>(props: {
  label: string;
  planes: readonly Plane[];
  columns: readonly Column[];
  cellsOf: (plane: Plane) => ReactNode[];
}) {
  const { label, planes, columns, cellsOf } = props;
  const { t } = useTexts();
  return (
    <DataTable
      label={label}
      columns={[
        { id: 'plane', label: t('platform.column.plane') },
        { id: 'reachability', label: t('catalog.connection') },
        ...columns,
      ]}
      rows={planes.map(plane => ({
        id: plane.entityRef,
        cells: [
          <span key="name" className={styles.lines}>
            <span>
              <EntityName entityRef={plane.entityRef} label={labelOf(plane)} />{' '}
              {plane.isSimulated && <SimulatedTag />}
            </span>
            <span className={styles.secondary}>{plane.organization}</span>
          </span>,
          <Reachable key="reachability" reachability={plane.reachability} />,
          ...cellsOf(plane),
        ],
      }))}
    />
  );
}

/** Whether a plane can be reached, and why not. */
function Reachable(props: { reachability: Reachability }) {
  const { reachability } = props;
  const { isReachable, message, since } = reachability;
  return (
    <div className={styles.lines}>
      <span>
        <ReachabilityBadge reachability={reachability} />{' '}
        {isReachable === false && since && <RelativeTime at={since} as="ago" />}
      </span>
      {isReachable !== true && message && (
        <span className={styles.secondary}>
          <MessageText text={message} />
        </span>
      )}
    </div>
  );
}
