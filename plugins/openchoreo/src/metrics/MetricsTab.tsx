import { useState } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { Alert, Select, Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import {
  metricPeriods,
  type ComponentMetrics,
  type ComponentRef,
  type MetricPeriod,
} from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyState } from '../board/BoardError';
import { EnvironmentChooser } from '../board/EnvironmentChooser';
import { boardLabels } from '../board/environmentLabel';
import { LiveBoardTab, type LoadedBoard } from '../board/LiveBoardTab';
import { NoEnvironments } from '../board/NoEnvironments';
import { SimulatedTag } from '../catalog/cells';
import { LiveIndicator } from '../live';
import { deployRouteRef } from '../routes';
import { firstEnvironment } from '../runtime/resourceNodes';
import { ErrorAlert, errorMessage } from '../text';
import { useTexts } from '../useTexts';
import { MetricChart } from './MetricChart';
import { useMetrics } from './useMetrics';
import styles from './metrics.module.css';

/** The Metrics tab of a component: requests, errors, latency, CPU and memory in an environment. */
export function MetricsTab() {
  return (
    <LiveBoardTab skeleton={<MetricsSkeleton />}>
      {loaded => <MetricsOfEnvironment {...loaded} />}
    </LiveBoardTab>
  );
}

function MetricsOfEnvironment({ component, board }: LoadedBoard) {
  const [chosen, choose] = useState<string>();
  const environment = chosen ?? firstEnvironment(board);
  if (!environment) return <NoEnvironments board={board} />;
  return (
    <div className={styles.page}>
      <EnvironmentChooser
        board={board}
        environment={environment}
        onChoose={choose}
      />
      <LoadedMetrics
        key={environment}
        component={component}
        environment={environment}
        label={boardLabels(board)(environment)}
      />
    </div>
  );
}

function LoadedMetrics(props: {
  component: ComponentRef;
  environment: string;
  label: string;
}) {
  const { component, environment, label } = props;
  const { t } = useTexts();
  const deployPath = useRouteRef(deployRouteRef)?.();
  const [period, setPeriod] = useState<MetricPeriod>('1h');
  const { value, error, reconnect, ...connection } = useMetrics(
    component,
    environment,
    period,
  );
  const failure = error && (
    <ErrorAlert
      title={t('metrics.failed')}
      text={errorMessage(error)}
      action={{ label: t('runtime.retry'), onPress: reconnect }}
    />
  );
  if (!value) return failure ?? <MetricsSkeleton />;
  if (!value.isDeployed) {
    return (
      <EmptyState
        title={t('metrics.emptyTitle', { environment: label })}
        text={t('metrics.emptyText')}
        link={
          deployPath
            ? { label: t('runtime.openDeploy'), href: deployPath }
            : undefined
        }
      />
    );
  }
  return (
    <>
      <div className={styles.bar}>
        {value.source === 'prometheus' && (
          <Select
            label={t('metrics.period')}
            options={Object.keys(metricPeriods).map(id => ({ id, label: id }))}
            value={period}
            onChange={key => {
              if (isPeriod(key)) setPeriod(key);
            }}
          />
        )}
        <Source metrics={value} />
        <LiveIndicator {...connection} onReconnect={reconnect} />
      </div>
      {failure}
      {value.problem && (
        <Alert
          status="warning"
          icon
          title={t('metrics.problem')}
          description={value.problem}
        />
      )}
      <div className={styles.charts}>
        {value.metrics.map(metric => (
          <MetricChart key={metric.name} metric={metric} />
        ))}
      </div>
    </>
  );
}

function isPeriod(key: unknown): key is MetricPeriod {
  return typeof key === 'string' && key in metricPeriods;
}

/** Where the values come from, and which ones are missing. */
function Source(props: { metrics: ComponentMetrics }) {
  const { source, dataPlane } = props.metrics;
  const { t } = useTexts();
  return (
    <Text as="p" color="secondary" className={styles.source}>
      {dataPlane?.simulated && (
        <>
          <SimulatedTag />{' '}
        </>
      )}
      {t(
        dataPlane?.simulated ? 'metrics.simulated' : `metrics.source.${source}`,
      )}
    </Text>
  );
}

function MetricsSkeleton() {
  const { t } = useTexts();
  return (
    <div className={styles.page}>
      <VisuallyHidden role="status">{t('metrics.loading')}</VisuallyHidden>
      <Skeleton height={240} aria-hidden="true" />
      <Skeleton height={240} aria-hidden="true" />
    </div>
  );
}
