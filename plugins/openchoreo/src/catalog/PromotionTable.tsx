import type { PromotionEdge } from '@promenade/backstage-plugin-openchoreo-common';
import { PersonName } from '../text';
import { useTexts } from '../useTexts';
import { Route } from './cells';
import { DataTable } from './DataTable';
import styles from './catalog.module.css';

/** What the promotions of a pipeline ask for: quality gates and approvals. */
export function PromotionTable(props: {
  label: string;
  edges: readonly PromotionEdge[];
  labelOf: (environment: string) => string;
}) {
  const { label, edges, labelOf } = props;
  const { t } = useTexts();
  return (
    <DataTable
      label={label}
      columns={[
        { id: 'promotion', label: t('catalog.column.promotion') },
        { id: 'gates', label: t('catalog.column.gates') },
        { id: 'approval', label: t('catalog.column.approval') },
      ]}
      rows={edges.map(edge => ({
        id: `${edge.from}/${edge.to}`,
        cells: [
          <Route key="route" from={labelOf(edge.from)} to={labelOf(edge.to)} />,
          <Gates key="gates" edge={edge} />,
          <Approval key="approval" edge={edge} />,
        ],
      }))}
    />
  );
}

function Gates(props: { edge: PromotionEdge }) {
  const { gates, approval } = props.edge;
  const { t } = useTexts();
  if (gates.length === 0) {
    return <span className={styles.secondary}>{t('catalog.noGates')}</span>;
  }
  return (
    <ul className={styles.lines}>
      {gates.map(({ name, type }) => (
        <li key={name}>
          {name} <span className={styles.secondary}>{type}</span>
          {type === 'Manual' &&
            approval?.checklist?.map(item => (
              <span key={item} className={styles.reason}>
                {item}
              </span>
            ))}
        </li>
      ))}
    </ul>
  );
}

function Approval(props: { edge: PromotionEdge }) {
  const { requiresApproval, approval } = props.edge;
  const { t } = useTexts();
  if (!requiresApproval) {
    return <span className={styles.secondary}>{t('catalog.noApproval')}</span>;
  }
  const approvers = [...(approval?.users ?? []), ...(approval?.groups ?? [])];
  return (
    <>
      {t('catalog.approvals', { count: approval?.count ?? 1 })}
      {approvers.length > 0 && (
        <ul className={styles.lines}>
          {approvers.map(entityRef => (
            <li key={entityRef} className={styles.secondary}>
              <PersonName entityRef={entityRef} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
