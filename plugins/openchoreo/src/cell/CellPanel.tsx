import { useEffect, useId, useRef, type ReactNode } from 'react';
import { ButtonIcon, Link } from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import type {
  Cell,
  CellConnection,
} from '@promenade/backstage-plugin-openchoreo-common';
import { Endpoints } from '../board/Endpoints';
import { Explanation } from '../board/Explanation';
import { ReleaseName } from '../catalog/cells';
import { EntityName } from '../catalog/EntityName';
import { useDeployLink } from '../catalog/useDeployLink';
import { StateBadge } from '../state/StateBadge';
import { MessageText } from '../text';
import { useTexts } from '../useTexts';
import type { CellNode } from './cellGraph';
import { ConnectionEnd } from './ConnectionEnd';
import { ConnectionState } from './ConnectionState';
import { explainedIn } from './explainedIn';
import { ownConnections } from './ownConnections';
import contrast from '../text/contrast.module.css';
import styles from './cell.module.css';

/** What a component is and calls, beside the diagram. It gets the focus when it opens. */
export function CellPanel(props: {
  cell: Cell;
  node: CellNode;
  onClose: () => void;
}) {
  const { cell, node, onClose } = props;
  const { component, id } = node;
  const { t } = useTexts();
  const deployLink = useDeployLink();
  const headingId = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [id]);
  useEffect(() => {
    const closeOnEscape = ({ key, defaultPrevented }: KeyboardEvent) => {
      if (key === 'Escape' && !defaultPrevented) onClose();
    };
    document.addEventListener('keydown', closeOnEscape);
    return () => document.removeEventListener('keydown', closeOnEscape);
  }, [onClose]);
  const { calls, callers } = ownConnections(cell, id);
  const explained = component && explainedIn(cell, component);
  return (
    <aside
      className={`${styles.panel} ${contrast.surface}`}
      aria-labelledby={headingId}
    >
      <div className={styles.panelHeader}>
        <div>
          <h3
            ref={heading}
            id={headingId}
            tabIndex={-1}
            className={styles.panelTitle}
          >
            {component ? (
              <EntityName entityRef={component.entityRef} label={node.label} />
            ) : (
              node.label
            )}
          </h3>
          <p className={styles.secondary}>
            {component?.type ?? t('cell.missing')}
          </p>
        </div>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiCloseLine />}
          aria-label={t('cell.close')}
          onPress={onClose}
        />
      </div>
      {component && (
        <div className={styles.section}>
          <span className={styles.isolation}>
            <StateBadge state={component.state} />
            {component.release && <ReleaseName release={component.release} />}
          </span>
          {component.message && (
            <p className={styles.message}>
              <MessageText text={component.message} />
            </p>
          )}
          {explained && <Explanation deployment={explained} />}
          {component.pods && (
            <p className={styles.secondary}>
              {t('cell.pods', {
                ready: String(component.pods.ready),
                total: String(component.pods.total),
              })}
            </p>
          )}
          <Link href={deployLink(component.entityRef)} standalone>
            {t('cell.openDeploy')}
          </Link>
        </div>
      )}
      {component && component.endpoints.length > 0 && (
        <Section title={t('cell.endpoints')}>
          <Endpoints endpoints={component.endpoints} />
        </Section>
      )}
      <Section title={t('cell.calls')}>
        <Connections
          connections={calls}
          none={t('cell.callsNothing')}
          endOf={({ to }) => to}
          project={cell.project}
        />
      </Section>
      <Section title={t('cell.calledBy')}>
        <Connections
          connections={callers}
          none={t('cell.calledByNothing')}
          endOf={({ from }) => from}
          project={cell.project}
        />
      </Section>
    </aside>
  );
}

function Section(props: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h4 className={styles.sectionTitle}>{props.title}</h4>
      {props.children}
    </section>
  );
}

function Connections(props: {
  connections: readonly CellConnection[];
  none: string;
  endOf: (connection: CellConnection) => CellConnection['from' | 'to'];
  project: string;
}) {
  const { connections, none, endOf, project } = props;
  if (connections.length === 0) {
    return <p className={styles.secondary}>{none}</p>;
  }
  return (
    <ul className={styles.items}>
      {connections.map(connection => {
        const { name, from, state, message } = connection;
        return (
          <li key={`${from.project}/${from.component}/${name}`}>
            <span className={styles.isolation}>
              <ConnectionEnd end={endOf(connection)} project={project} />
              <ConnectionState state={state} />
            </span>
            {message && <span className={styles.message}>{message}</span>}
          </li>
        );
      })}
    </ul>
  );
}
