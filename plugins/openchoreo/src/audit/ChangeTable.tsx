import {
  RiCheckLine,
  RiCloseLine,
  RiForbidLine,
  RiQuestionMark,
} from '@remixicon/react';
import type {
  AuditEntry,
  AuditResult,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Route } from '../catalog/cells';
import { DataTable } from '../catalog/DataTable';
import { PromotionLink } from '../promotion/PromotionLink';
import { Badge, type Appearance } from '../state/Badge';
import { MessageText, PersonName } from '../text';
import { formatExact, useLocale } from '../time';
import { useTexts } from '../useTexts';
import { findAuditedOperation } from './auditedOperations';
import styles from './audit.module.css';

const appearances: Readonly<Record<AuditResult, Appearance>> = {
  Started: { color: 'neutral', Icon: RiQuestionMark },
  Succeeded: { color: 'positive', Icon: RiCheckLine },
  Failed: { color: 'negative', Icon: RiCloseLine },
  Denied: { color: 'warning', Icon: RiForbidLine },
};

/** Who requested which change of what, with the result. */
export function ChangeTable(props: { entries: readonly AuditEntry[] }) {
  const { t } = useTexts();
  const locale = useLocale();
  return (
    <DataTable
      label={t('audit.tab.changes')}
      columns={[
        { id: 'when', label: t('audit.column.when') },
        { id: 'who', label: t('audit.column.who') },
        { id: 'action', label: t('audit.column.action') },
        { id: 'what', label: t('audit.changes.what') },
        { id: 'environment', label: t('history.environment') },
        { id: 'result', label: t('audit.changes.result') },
        { id: 'details', label: t('audit.changes.details') },
      ]}
      rows={props.entries.map(entry => ({
        id: entry.id,
        cells: [
          <time key="when" dateTime={entry.startedAt}>
            {formatExact(Date.parse(entry.startedAt), locale)}
          </time>,
          <PersonName key="who" entityRef={entry.requestedBy} />,
          <OperationName key="action" operation={entry.operation} />,
          <Subject key="what" entry={entry} />,
          entry.environment,
          <Result key="result" entry={entry} />,
          <Details key="details" entry={entry} />,
        ],
      }))}
    />
  );
}

function OperationName(props: { operation: string }) {
  const { t } = useTexts();
  const known = findAuditedOperation(props.operation);
  return <>{known ? t(`audit.operation.${known}`) : props.operation}</>;
}

/** The component, project or organization that was changed. */
function Subject(props: { entry: AuditEntry }) {
  const { organization, project, component } = props.entry;
  return (
    <span>
      {component ?? project ?? organization}{' '}
      {component && <span className={styles.secondary}>{project}</span>}
    </span>
  );
}

function Result(props: { entry: AuditEntry }) {
  const { result, message } = props.entry;
  const { t } = useTexts();
  return (
    <div>
      <Badge appearance={appearances[result]}>
        {t(`audit.results.${result}`)}
      </Badge>
      {message && (
        <div className={styles.secondary}>
          <MessageText text={message} />
        </div>
      )}
    </div>
  );
}

/** The first characters of a hash, as on the other pages. Other texts as they are. */
function shorten(text: string): string {
  return /^[0-9a-f]{40,}$/.test(text) ? text.slice(0, 7) : text;
}

/** What the environment column does not say. */
function Details(props: { entry: AuditEntry }) {
  const { organization, details } = props.entry;
  const { from, to, promotion, environment: _, ...others } = details;
  return (
    <ul className={styles.details}>
      {from && to && (
        <li>
          <Route from={from} to={to} />
        </li>
      )}
      {promotion && (
        <li>
          <PromotionLink organization={organization} name={promotion}>
            {promotion}
          </PromotionLink>
        </li>
      )}
      {Object.entries(others).map(([name, value]) => (
        <li key={name}>
          <span className={styles.secondary}>{name}</span> {shorten(value)}
        </li>
      ))}
    </ul>
  );
}
