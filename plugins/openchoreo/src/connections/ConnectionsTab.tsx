import { useMemo, useState, type ReactNode } from 'react';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  reads,
  type Cell,
} from '@promenade/backstage-plugin-openchoreo-common';
import { EmptyState } from '../board/BoardError';
import { ComponentTab } from '../board/ComponentTab';
import { SimulatedTag } from '../catalog/cells';
import { OverviewCard, Overview } from '../catalog/Overview';
import { CellDiagram } from '../cell/CellDiagram';
import { cellGraph, componentId } from '../cell/cellGraph';
import { CellPanel } from '../cell/CellPanel';
import { EnvironmentSelect } from '../cell/EnvironmentSelect';
import { Isolation } from '../cell/Isolation';
import { ownConnections } from '../cell/ownConnections';
import { createComponentRouteRef } from '../routes';
import { labelOf } from '../text';
import { useTexts } from '../useTexts';
import { ConnectionTable } from './ConnectionTable';
import { focusCell } from './focusCell';
import cellStyles from '../cell/cell.module.css';
import styles from './connections.module.css';

/** The Connections tab of a component: what it uses and what uses it in an environment, as a picture and as tables. */
export function ConnectionsTab() {
  const { t } = useTexts();
  const [environment, setEnvironment] = useState<string>();
  return (
    <ComponentTab>
      {({ organization, project, component }) => (
        <Overview
          title={t('connections.title')}
          read={reads.getCell}
          input={{ organization, project, environment }}
        >
          {(cell, live) => (
            <ComponentConnections
              cell={cell}
              component={component}
              live={live}
              onEnvironment={setEnvironment}
            />
          )}
        </Overview>
      )}
    </ComponentTab>
  );
}

function ComponentConnections(props: {
  cell: Cell;
  component: string;
  live: ReactNode;
  onEnvironment: (name: string) => void;
}) {
  const { cell, component, live, onEnvironment } = props;
  const { t } = useTexts();
  const createPath = useRouteRef(createComponentRouteRef)?.();
  const { calls, callers } = ownConnections(cell, componentId(component));
  const { environment, project } = cell;
  if (!environment) {
    return (
      <EmptyState
        title={t('connections.title')}
        text={t('cell.noEnvironments')}
      />
    );
  }
  return (
    <div className={cellStyles.page}>
      <div className={cellStyles.toolbar}>
        <EnvironmentSelect cell={cell} onChange={onEnvironment} />
        <span className={cellStyles.live}>{live}</span>
      </div>
      <div className={cellStyles.facts}>
        <Isolation isolation={cell.isolation} />
        {environment.dataPlane?.isSimulated && <SimulatedTag />}
      </div>
      {calls.length + callers.length === 0 ? (
        <EmptyState
          title={t('connections.emptyTitle', {
            environment: labelOf(environment),
          })}
          text={t('connections.emptyText')}
          link={
            createPath
              ? { label: t('connections.create'), href: createPath }
              : undefined
          }
        />
      ) : (
        <>
          <Picture
            // The part that is visible belongs to an environment.
            key={environment.name}
            cell={cell}
            component={component}
          />
          <OverviewCard title={t('connections.uses')}>
            <ConnectionTable
              label={t('connections.uses')}
              connections={calls}
              end="to"
              project={project}
              none={t('cell.callsNothing')}
            />
          </OverviewCard>
          <OverviewCard title={t('connections.usedBy')}>
            <ConnectionTable
              label={t('connections.usedBy')}
              connections={callers}
              end="from"
              project={project}
              none={t('cell.calledByNothing')}
            />
          </OverviewCard>
        </>
      )}
    </div>
  );
}

const matchesAll = () => true;

/** The diagram around the component. Details of a component have all of its connections. */
function Picture(props: { cell: Cell; component: string }) {
  const { cell, component } = props;
  const [selected, setSelected] = useState<string>();
  const focused = useMemo(() => focusCell(cell, component), [cell, component]);
  const graph = useMemo(() => cellGraph(focused), [focused]);
  const node = graph.nodes.find(({ id }) => id === selected);
  const close = () => {
    setSelected(undefined);
    const id = CSS.escape(selected ?? componentId(component));
    document.querySelector<SVGGElement>(`[data-node="${id}"]`)?.focus();
  };
  return (
    <div className={styles.picture}>
      <div className={cellStyles.content} data-panel={node && ''}>
        <CellDiagram
          cell={focused}
          graph={graph}
          selected={selected}
          onSelect={setSelected}
          isMatch={matchesAll}
        />
        {node && <CellPanel cell={cell} node={node} onClose={close} />}
      </div>
    </div>
  );
}
