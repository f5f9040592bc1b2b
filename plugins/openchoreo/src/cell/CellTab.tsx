import { useCallback, useMemo, useState } from 'react';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  Alert,
  SearchField,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import {
  reads,
  type Cell,
} from '@promenade/backstage-plugin-openchoreo-common';
import { SimulatedTag } from '../catalog/cells';
import { namedResource } from '../catalog/namedResource';
import { Overview } from '../catalog/Overview';
import { EmptyState } from '../board/BoardError';
import { useTexts } from '../useTexts';
import { CellDiagram } from './CellDiagram';
import { cellGraph, type CellNode } from './cellGraph';
import { CellPanel } from './CellPanel';
import { CellTables } from './CellTables';
import { EnvironmentSelect } from './EnvironmentSelect';
import { Isolation } from './Isolation';
import styles from './cell.module.css';

type View = 'diagram' | 'table';

/** The cell of a project in an environment: as a diagram, and the same as tables. */
export function CellTab() {
  const { entity } = useEntity();
  const resource = namedResource(entity, 'project');
  const { t } = useTexts();
  const [environment, setEnvironment] = useState<string>();
  if (!resource) return null;
  const { organization, name: project } = resource;
  return (
    <Overview
      title={t('cell.title')}
      read={reads.getCell}
      input={{ organization, project, environment }}
    >
      {(cell, live) => (
        <>
          {cell.problem && <Alert status="danger" icon title={cell.problem} />}
          {cell.environment && cell.components.length > 0 ? (
            <CellPage cell={cell} live={live} onEnvironment={setEnvironment} />
          ) : (
            <EmptyState
              title={t('cell.title')}
              text={t(
                cell.environment ? 'cell.noComponents' : 'cell.noEnvironments',
              )}
            />
          )}
        </>
      )}
    </Overview>
  );
}

function CellPage(props: {
  cell: Cell;
  live: React.ReactNode;
  onEnvironment: (name: string) => void;
}) {
  const { cell, live, onEnvironment } = props;
  const { t } = useTexts();
  const [view, setView] = useState<View>(initialView);
  const [search, setSearch] = useState('');
  const [selected, setSelected] = useState<string>();
  const graph = useMemo(() => cellGraph(cell), [cell]);
  const words = search.trim().toLocaleLowerCase();
  const isMatch = useCallback(
    ({ label, component }: CellNode) =>
      `${label} ${component?.name ?? ''} ${component?.type ?? ''}`
        .toLocaleLowerCase()
        .includes(words),
    [words],
  );
  const node = graph.nodes.find(({ id }) => id === selected);
  const close = () => {
    setSelected(undefined);
    if (!selected) return;
    document
      .querySelector<SVGGElement>(`[data-node="${CSS.escape(selected)}"]`)
      ?.focus();
  };
  return (
    <div className={styles.page}>
      <div className={styles.toolbar}>
        <EnvironmentSelect cell={cell} onChange={onEnvironment} />
        <div className={styles.search}>
          <SearchField
            aria-label={t('cell.search')}
            placeholder={t('cell.search')}
            value={search}
            onChange={setSearch}
          />
        </div>
        <ToggleButtonGroup
          aria-label={t('cell.view')}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={[view]}
          onSelectionChange={keys =>
            setView(keys.has('table') ? 'table' : 'diagram')
          }
        >
          <ToggleButton id="diagram">{t('cell.diagram')}</ToggleButton>
          <ToggleButton id="table">{t('cell.table')}</ToggleButton>
        </ToggleButtonGroup>
        <span className={styles.live}>{live}</span>
      </div>
      <div className={styles.facts}>
        <Isolation isolation={cell.isolation} />
        {cell.environment?.dataPlane?.isSimulated && <SimulatedTag />}
        <span role="status" className={styles.secondary}>
          {words &&
            t('cell.found', { count: graph.nodes.filter(isMatch).length })}
        </span>
      </div>
      {view === 'table' ? (
        <CellTables cell={cell} graph={graph} isMatch={isMatch} />
      ) : (
        <div className={styles.content} data-panel={node && ''}>
          <CellDiagram
            // The part that is visible belongs to an environment.
            key={cell.environment?.name}
            cell={cell}
            graph={graph}
            selected={selected}
            onSelect={setSelected}
            isMatch={isMatch}
          />
          {node && <CellPanel cell={cell} node={node} onClose={close} />}
        </div>
      )}
    </div>
  );
}

/** A diagram is too small to read on a narrow screen. */
function initialView(): View {
  return globalThis.matchMedia?.('(max-width: 600px)').matches
    ? 'table'
    : 'diagram';
}
