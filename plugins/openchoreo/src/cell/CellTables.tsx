import {
  statesWorstFirst,
  type Cell,
  type CellComponent,
} from '@promenade/backstage-plugin-openchoreo-common';
import { DeploymentCell } from '../catalog/cells';
import { DataTable } from '../catalog/DataTable';
import { EntityName } from '../catalog/EntityName';
import { EmptyText, OverviewCard } from '../catalog/Overview';
import { useDeployLink } from '../catalog/useDeployLink';
import { labelOf, MessageText } from '../text';
import { useTexts } from '../useTexts';
import { componentId, type CellGraph, type CellNode } from './cellGraph';
import { ConnectionEnd, textOf } from './ConnectionEnd';
import { ConnectionState } from './ConnectionState';
import { explainedIn } from './explainedIn';

/** The same as the diagram, in tables: the components and their connections. */
export function CellTables(props: {
  cell: Cell;
  graph: CellGraph;
  isMatch: (node: CellNode) => boolean;
}) {
  const { cell, graph, isMatch } = props;
  const { t } = useTexts();
  const matching = new Set(graph.nodes.filter(isMatch).map(({ id }) => id));
  const connections = cell.connections.filter(
    ({ from, to }) =>
      matching.has(componentId(from.component)) ||
      (to.kind === 'component' && matching.has(componentId(to.component))),
  );
  return (
    <>
      <OverviewCard title={t('cell.components')}>
        <Components
          cell={cell}
          components={cell.components.filter(({ name }) =>
            matching.has(componentId(name)),
          )}
        />
      </OverviewCard>
      <OverviewCard title={t('cell.connections')}>
        {connections.length === 0 ? (
          <EmptyText>{t('cell.noConnections')}</EmptyText>
        ) : (
          <Connections cell={{ ...cell, connections }} />
        )}
      </OverviewCard>
    </>
  );
}

function Components(props: {
  cell: Cell;
  components: readonly CellComponent[];
}) {
  const { components, cell } = props;
  const { t } = useTexts();
  const deployLink = useDeployLink();
  const count = (isCounted: (of: Cell['connections'][number]) => boolean) =>
    cell.connections.filter(isCounted).length;
  return (
    <DataTable
      label={t('cell.components')}
      columns={[
        { id: 'component', label: t('cell.column.component') },
        { id: 'state', label: t('cell.column.state') },
        { id: 'type', label: t('cell.column.type') },
        { id: 'exposed', label: t('cell.column.exposed') },
        { id: 'calls', label: t('cell.column.calls') },
        { id: 'callers', label: t('cell.column.callers') },
      ]}
      rows={components.map(component => {
        const { name, entityRef, state, type, endpoints } = component;
        const visibilities = new Set(
          endpoints.map(({ visibility }) => visibility),
        );
        const exposed = (['public', 'organization'] as const)
          .filter(each => visibilities.has(each))
          .map(each => t(`cell.exposed.${each}`))
          .join(', ');
        const calls = count(
          ({ from, direction }) =>
            from.component === name && direction !== 'westbound',
        );
        const callers = count(
          ({ to, direction }) =>
            to.kind === 'component' &&
            to.component === name &&
            direction !== 'eastbound',
        );
        return {
          id: name,
          sortBy: [
            labelOf(component),
            statesWorstFirst.indexOf(state),
            type,
            exposed,
            calls,
            callers,
          ],
          cells: [
            <EntityName
              key="component"
              entityRef={entityRef}
              href={deployLink(entityRef)}
              label={labelOf(component)}
            />,
            <DeploymentCell
              key="state"
              deployment={component}
              explained={explainedIn(cell, component)}
            />,
            type,
            exposed || t('cell.exposed.nobody'),
            calls,
            callers,
          ],
        };
      })}
    />
  );
}

function Connections(props: { cell: Cell }) {
  const { connections, project } = props.cell;
  const { t } = useTexts();
  return (
    <DataTable
      label={t('cell.connections')}
      columns={[
        { id: 'from', label: t('cell.column.from') },
        { id: 'to', label: t('cell.column.to') },
        { id: 'direction', label: t('cell.column.direction') },
        { id: 'state', label: t('cell.column.state') },
      ]}
      rows={connections.map(
        ({ name, from, to, direction, state, message }) => ({
          id: `${from.project}/${from.component}/${name}`,
          sortBy: [textOf(from), textOf(to), direction, state],
          cells: [
            <ConnectionEnd key="from" end={from} project={project} />,
            <ConnectionEnd key="to" end={to} project={project} />,
            t(`cell.direction.${direction}`),
            <>
              <ConnectionState state={state} />
              {message && <MessageText text={message} />}
            </>,
          ],
        }),
      )}
    />
  );
}
