import type { CellQuota } from '@promenade/backstage-plugin-openchoreo-common';
import { DataTable } from '../catalog/DataTable';
import { EntityName } from '../catalog/EntityName';
import { EmptyText } from '../catalog/Overview';
import { useLocale } from '../time';
import { useTexts } from '../useTexts';
import styles from './capacity.module.css';

/** A cell has little left when it uses more than this part of an amount. */
const highUse = 0.8;

/** What each cell may use and uses, what is used most first. */
export function QuotaTable(props: { quotas: readonly CellQuota[] }) {
  const { t } = useTexts();
  const rows = props.quotas
    .flatMap(({ resources, ...cell }) =>
      resources.map(resource => ({ ...cell, ...resource })),
    )
    .sort((a, b) => (b.ratio ?? 0) - (a.ratio ?? 0));
  if (rows.length === 0) return <EmptyText>{t('capacity.noQuotas')}</EmptyText>;
  return (
    <DataTable
      label={t('capacity.quotas')}
      columns={[
        { id: 'project', label: t('catalog.column.project') },
        { id: 'environment', label: t('catalog.column.environment') },
        { id: 'resource', label: t('capacity.column.resource') },
        { id: 'used', label: t('capacity.column.used') },
        { id: 'ratio', label: t('capacity.column.ratio') },
      ]}
      rows={rows.map(row => ({
        id: `${row.namespace}/${row.name}`,
        sortBy: [
          `${row.organization}/${row.project}`,
          row.environment,
          row.name,
          row.used,
          row.ratio ?? 0,
        ],
        cells: [
          <EntityName
            key="project"
            entityRef={row.entityRef}
            label={row.project}
          />,
          row.environment,
          <code key="resource">{row.name}</code>,
          t('capacity.of', { used: row.used, hard: row.hard }),
          row.ratio !== undefined && <Use key="ratio" ratio={row.ratio} />,
        ],
      }))}
    />
  );
}

function Use(props: { ratio: number }) {
  const { ratio } = props;
  const { t } = useTexts();
  const locale = useLocale();
  const text = ratio.toLocaleString(locale, {
    style: 'percent',
    maximumFractionDigits: 0,
  });
  return (
    <span className={styles.use}>
      <meter
        className={styles.meter}
        min={0}
        max={1}
        high={highUse}
        optimum={0}
        value={Math.min(ratio, 1)}
        aria-hidden="true"
      />
      <span>{text}</span>
      {ratio >= highUse && (
        <span className={styles.secondary}>{t('capacity.nearlyUsed')}</span>
      )}
    </span>
  );
}
