import { useEffect, useState } from 'react';
import {
  metricPeriods,
  reads,
  type ComponentMetrics,
  type ComponentRef,
  type MetricPeriod,
} from '@promenade/backstage-plugin-openchoreo-common';
import { useLiveRead } from '../live';
import { appendMetrics } from './appendMetrics';

/** The metrics of a component in an environment. Those of a source without a history begin when the page opens. */
export function useMetrics(
  component: ComponentRef,
  environment: string,
  period: MetricPeriod,
) {
  const { value, ...live } = useLiveRead(reads.getMetrics, {
    ...component,
    environment,
    period,
  });
  const [collected, setCollected] = useState<ComponentMetrics>();
  useEffect(() => {
    if (!value) return;
    setCollected(before =>
      appendMetrics(before, value, metricPeriods[period] * 1000),
    );
  }, [value, period]);
  return { ...live, value: collected };
}
