import type { Metric } from '@promenade/backstage-plugin-openchoreo-common';
import { DataTable } from '../catalog/DataTable';
import { useLocale } from '../time';
import { useTexts } from '../useTexts';
import type { MetricLine } from './chartScale';
import { formatMetric } from './formatMetric';
import styles from './metrics.module.css';

/** The latest, lowest and highest value of each line of a metric. */
export function MetricTable(props: {
  label: string;
  name: Metric['name'];
  lines: readonly MetricLine[];
  limit?: number;
}) {
  const { label, name, lines, limit } = props;
  const { t } = useTexts();
  const locale = useLocale();
  const format = (value: number) => formatMetric(name, value, locale);
  return (
    <DataTable
      label={label}
      columns={[
        { id: 'line', label: t(`metrics.line.${lineKind(name)}`) },
        { id: 'latest', label: t('metrics.latest') },
        { id: 'lowest', label: t('metrics.lowest') },
        { id: 'highest', label: t('metrics.highest') },
        ...(limit === undefined
          ? []
          : [{ id: 'limit', label: t('metrics.limit') }]),
      ]}
      rows={lines.map(({ label: line, points }, index) => {
        const values = points.map(({ value }) => value);
        const figures = [
          values[values.length - 1],
          Math.min(...values),
          Math.max(...values),
          ...(limit === undefined ? [] : [limit]),
        ];
        const text = line === 'total' ? t('metrics.total') : line;
        return {
          id: line,
          sortBy: [text, ...figures],
          cells: [
            <span key="line" className={styles.name}>
              <svg
                className={`${styles.key} ${styles.line}`}
                data-line={index % 6}
                viewBox="0 0 24 8"
                aria-hidden="true"
              >
                <path d="M0 4L24 4" />
              </svg>
              {text}
            </span>,
            ...figures.map(format),
          ],
        };
      })}
    />
  );
}

function lineKind(name: Metric['name']) {
  switch (name) {
    case 'cpu':
    case 'memory':
      return 'pod';
    case 'latency':
      return 'quantile';
    default:
      return 'sum';
  }
}
