import { useCallback } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Skeleton, VisuallyHidden } from '@backstage/ui';
import {
  reads,
  type DataPlaneCapacity,
} from '@promenade/backstage-plugin-openchoreo-common';
import { openChoreoApiRef } from '../api';
import { DataTable } from '../catalog/DataTable';
import { EmptyText, OverviewCard } from '../catalog/Overview';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts, type Translate } from '../useTexts';
import { useRequest, useStable } from '../useRequest';

/** The nodes of a data plane, as its Kubernetes API reports them when the page is opened. */
export function Nodes(props: {
  dataPlane: { organization: string; name: string };
}) {
  const api = useApi(openChoreoApiRef);
  const dataPlane = useStable(props.dataPlane);
  const { t } = useTexts();
  const { value, error, loading, reload } = useRequest(
    useCallback(
      (signal: AbortSignal) =>
        api.request(reads.getDataPlaneCapacity, dataPlane, { signal }),
      [api, dataPlane],
    ),
  );
  return (
    <OverviewCard
      title={t('capacity.nodes')}
      headerActions={
        value && (
          <Button variant="secondary" isPending={loading} onPress={reload}>
            {t('capacity.reload')}
          </Button>
        )
      }
    >
      {error && (
        <ErrorAlert
          title={t('capacity.failed')}
          text={errorMessage(error)}
          action={{ label: t('plan.retry'), onPress: reload }}
        />
      )}
      {!value && !error && (
        <div>
          <VisuallyHidden role="status">{t('catalog.loading')}</VisuallyHidden>
          <Skeleton width="100%" height={96} aria-hidden="true" />
        </div>
      )}
      {value && <NodeTable capacity={value} />}
    </OverviewCard>
  );
}

function NodeTable(props: { capacity: DataPlaneCapacity }) {
  const { nodes, isSimulated } = props.capacity;
  const { t } = useTexts();
  if (nodes.length === 0) {
    return (
      <EmptyText>
        {t(isSimulated ? 'capacity.simulated' : 'capacity.noNodes')}
      </EmptyText>
    );
  }
  return (
    <DataTable
      label={t('capacity.nodes')}
      columns={[
        { id: 'node', label: t('capacity.column.node') },
        { id: 'state', label: t('capacity.column.state') },
        { id: 'cpu', label: t('capacity.column.cpu') },
        { id: 'memory', label: t('capacity.column.memory') },
        { id: 'pods', label: t('capacity.column.pods') },
        { id: 'version', label: t('capacity.column.version') },
      ]}
      rows={nodes.map(node => ({
        id: node.name,
        sortBy: [
          node.name,
          node.isReady ? 'b' : 'a',
          node.cpu ?? '',
          node.memory ?? '',
          Number(node.pods ?? 0),
          node.version ?? '',
        ],
        cells: [
          node.name,
          nodeState(node, t),
          node.cpu,
          node.memory,
          node.pods,
          node.version,
        ],
      }))}
    />
  );
}

function nodeState(
  { isReady, isSchedulable, message }: DataPlaneCapacity['nodes'][number],
  t: Translate,
): string {
  if (!isReady) return [t('capacity.notReady'), message].join(' ').trim();
  return t(isSchedulable ? 'capacity.ready' : 'capacity.unschedulable');
}
