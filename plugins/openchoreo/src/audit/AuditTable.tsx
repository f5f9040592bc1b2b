import type {
  PromotionDecision,
  PromotionRecord,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ReleaseName, Route } from '../catalog/cells';
import { DataTable } from '../catalog/DataTable';
import { PromotionLink } from '../promotion/PromotionLink';
import { PhaseBadge } from '../state/PhaseBadge';
import { PersonName } from '../text';
import { formatExact, useLocale } from '../time';
import { useTexts } from '../useTexts';
import styles from './audit.module.css';

/** Promotions with who requested and decided about them. */
export function AuditTable(props: { promotions: readonly PromotionRecord[] }) {
  const { t } = useTexts();
  const locale = useLocale();
  return (
    <DataTable
      label={t('audit.title')}
      columns={[
        { id: 'when', label: t('audit.column.when') },
        { id: 'who', label: t('audit.column.who') },
        { id: 'action', label: t('audit.column.action') },
        { id: 'component', label: t('audit.column.component') },
        { id: 'release', label: t('audit.column.release') },
        { id: 'outcome', label: t('audit.column.outcome') },
        { id: 'decisions', label: t('audit.column.decisions') },
      ]}
      rows={props.promotions.map(promotion => ({
        id: promotion.name,
        cells: [
          <time key="when" dateTime={promotion.startedAt}>
            {formatExact(Date.parse(promotion.startedAt), locale)}
          </time>,
          promotion.requestedBy && (
            <PersonName key="who" entityRef={promotion.requestedBy} />
          ),
          <Action key="action" promotion={promotion} />,
          <span key="component">
            {promotion.component.component}{' '}
            <span className={styles.secondary}>
              {promotion.component.project}
            </span>
          </span>,
          promotion.release && (
            <ReleaseName key="release" release={promotion.release} />
          ),
          <PhaseBadge key="outcome" phase={promotion.phase} />,
          <Decisions key="decisions" decisions={promotion.approvals} />,
        ],
      }))}
    />
  );
}

function Action(props: { promotion: PromotionRecord }) {
  const { component, name, type, from, to } = props.promotion;
  const { t } = useTexts();
  return (
    <PromotionLink organization={component.organization} name={name}>
      {type === 'RollBack' ? (
        `${t('audit.actions.RollBack')}: ${to}`
      ) : (
        <Route from={from} to={to} />
      )}
    </PromotionLink>
  );
}

function Decisions(props: { decisions: readonly PromotionDecision[] }) {
  const { t } = useTexts();
  return (
    <ul className={styles.decisions}>
      {props.decisions.map(({ by, decision, at, comment }) => (
        <li key={`${by} ${at}`}>
          {t(`approval.by.${decision}`, {
            person: <PersonName entityRef={by} />,
          })}
          {comment && <q className={styles.secondary}>{comment}</q>}
        </li>
      ))}
    </ul>
  );
}
