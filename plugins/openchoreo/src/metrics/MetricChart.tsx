import type { Metric } from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyText, OverviewCard } from '../catalog/Overview';
import { formatClock, useLocale } from '../time';
import { useTexts } from '../useTexts';
import {
  chartScale,
  chartSize,
  linePath,
  xOf,
  yOf,
  type ChartScale,
  type MetricLine,
} from './chartScale';
import { formatMetric, isInBytes } from './formatMetric';
import { MetricTable } from './MetricTable';
import styles from './metrics.module.css';

/** A metric as a chart, and its values as a table, which is what a screen reader gets. */
export function MetricChart(props: { metric: Metric }) {
  const { name, lines, limit } = props.metric;
  const { t } = useTexts();
  const shown = lines.filter(({ points }) => points.length > 0);
  const title = t(`metrics.name.${name}`);
  return (
    <OverviewCard title={title}>
      {shown.length === 0 ? (
        <EmptyText>{t('metrics.noValues')}</EmptyText>
      ) : (
        <div className={styles.metric}>
          <Drawing name={name} lines={shown} limit={limit} />
          <MetricTable label={title} name={name} lines={shown} limit={limit} />
        </div>
      )}
    </OverviewCard>
  );
}

function Drawing(props: {
  name: Metric['name'];
  lines: readonly MetricLine[];
  limit?: number;
}) {
  const { name, lines, limit } = props;
  const { width, height, right, left } = chartSize;
  const scale = chartScale(lines, { limit, isBinary: isInBytes(name) });
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
    >
      <Axes name={name} scale={scale} />
      {limit !== undefined && (
        <line
          className={styles.limit}
          x1={left}
          x2={width - right}
          y1={yOf(scale, limit)}
          y2={yOf(scale, limit)}
        />
      )}
      {lines.map((line, index) => (
        <Line key={line.label} scale={scale} line={line} index={index} />
      ))}
    </svg>
  );
}

function Line(props: { scale: ChartScale; line: MetricLine; index: number }) {
  const { scale, line, index } = props;
  const last = line.points[line.points.length - 1];
  return (
    <g className={styles.line} data-line={index % 6}>
      <path d={linePath(scale, line)} />
      <circle
        r={2.5}
        cx={xOf(scale, Date.parse(last.at))}
        cy={yOf(scale, last.value)}
      />
    </g>
  );
}

function Axes(props: { name: Metric['name']; scale: ChartScale }) {
  const { name, scale } = props;
  const locale = useLocale();
  const { width, height, left, right } = chartSize;
  return (
    <g className={styles.axes}>
      {scale.ticks.map(tick => (
        <g key={tick}>
          <line
            x1={left}
            x2={width - right}
            y1={yOf(scale, tick)}
            y2={yOf(scale, tick)}
          />
          <text
            x={left - 8}
            y={yOf(scale, tick)}
            textAnchor="end"
            dominantBaseline="middle"
          >
            {formatMetric(name, tick, locale)}
          </text>
        </g>
      ))}
      {scale.to > scale.from && (
        <text x={left} y={height - 6}>
          {formatClock(scale.from, locale)}
        </text>
      )}
      <text x={width - right} y={height - 6} textAnchor="end">
        {formatClock(scale.to, locale)}
      </text>
    </g>
  );
}
