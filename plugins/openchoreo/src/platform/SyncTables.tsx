import type { ReactNode } from 'react';
import { useEntityRefLink } from '@backstage/plugin-catalog-react';
import { Box, Link } from '@backstage/ui';
import type {
  HeldRemoval,
  RejectedResource,
  WatchedSource,
} from '@promenade/backstage-plugin-openchoreo-common';
import { RelativeTime, TimeLeft } from '../time';
import { useTexts } from '../useTexts';
import contrast from '../text/contrast.module.css';
import styles from './sync.module.css';

const maxRows = 100;

/** The control planes, and why one of them is not live. */
export function ControlPlanes(props: { sources: readonly WatchedSource[] }) {
  const { t } = useTexts();
  const labels = {
    starting: t('sync.sourceStarting'),
    live: t('sync.sourceLive'),
    stale: t('sync.sourceStale'),
  };
  return (
    <SyncTable
      label={t('sync.controlPlanes')}
      columns={[t('sync.controlPlane'), t('sync.state'), t('sync.lastSeen')]}
    >
      {props.sources.map(({ name, status, lastSeen, message }) => (
        <tr key={name}>
          <th scope="row">
            <span className={styles.name}>{name}</span>
          </th>
          <td>
            {labels[status]}
            {message && <p className={styles.problem}>{message}</p>}
          </td>
          <td className={styles.time}>
            {lastSeen ? (
              <RelativeTime at={lastSeen} as="ago" />
            ) : (
              t('sync.never')
            )}
          </td>
        </tr>
      ))}
    </SyncTable>
  );
}

/** The resources that the catalog does not show, or not as they are: which, why, and what to do. */
export function RejectedResources(props: {
  resources: readonly RejectedResource[];
}) {
  const { resources } = props;
  const { t } = useTexts();
  return (
    <SyncTable
      label={t('sync.rejected')}
      columns={[
        t('sync.resource'),
        t('sync.reason'),
        t('sync.remedy'),
        t('sync.since'),
      ]}
      hidden={resources.length - maxRows}
    >
      {resources
        .slice(0, maxRows)
        .map(({ source, kind, namespace, name, problems, since }) => (
          <tr key={`${source} ${kind} ${namespace}/${name}`}>
            <th scope="row">
              <span className={styles.name}>{name}</span>
              <span className={styles.secondary}>
                {[kind, namespace, source].filter(Boolean).join(' · ')}
              </span>
            </th>
            <td>
              {problems.map(({ path, message }) => (
                <p key={`${path} ${message}`} className={styles.problem}>
                  {path && <code className={styles.path}>{path}</code>}{' '}
                  {message}
                </p>
              ))}
            </td>
            <td>
              {problems.some(({ path }) => path)
                ? t('sync.correct', { count: problems.length })
                : t('sync.seeReason')}
            </td>
            <td className={styles.time}>
              <RelativeTime at={since} as="ago" />
            </td>
          </tr>
        ))}
    </SyncTable>
  );
}

/** The entities whose resource is gone and whose removal waits for a second look. */
export function HeldRemovals(props: { removals: readonly HeldRemoval[] }) {
  const { t } = useTexts();
  const entityLink = useEntityRefLink();
  return (
    <SyncTable
      label={t('sync.heldTitle')}
      columns={[t('sync.entity'), t('sync.reason'), t('sync.removedIn')]}
    >
      {props.removals.map(({ resource, entityRefs, reason, until }) => (
        <tr key={resource}>
          <th scope="row">
            {entityRefs.map(entityRef => (
              <p key={entityRef} className={styles.problem}>
                <Link href={entityLink(entityRef)}>{entityRef}</Link>
              </p>
            ))}
          </th>
          <td>{reason}</td>
          <td className={styles.time}>
            {until ? <TimeLeft until={until} /> : t('sync.notUntilAccepted')}
          </td>
        </tr>
      ))}
    </SyncTable>
  );
}

function SyncTable(props: {
  label: string;
  columns: readonly string[];
  /** Number of rows that are left out. */
  hidden?: number;
  children: ReactNode;
}) {
  const { label, columns, hidden = 0, children } = props;
  const { t } = useTexts();
  return (
    <Box bg="neutral" className={`${styles.surface} ${contrast.surface}`}>
      <table className={styles.table} aria-label={label}>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
      {hidden > 0 && (
        <p className={`${styles.secondary} ${styles.more}`}>
          {t('sync.more', { count: hidden })}
        </p>
      )}
    </Box>
  );
}
