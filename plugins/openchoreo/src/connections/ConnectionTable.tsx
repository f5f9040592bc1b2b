import type { CellConnection } from '@promenade/backstage-plugin-openchoreo-common';
import { DataTable } from '../catalog/DataTable';
import { EmptyText } from '../catalog/Overview';
import { ConnectionEnd, textOf } from '../cell/ConnectionEnd';
import { ConnectionState } from '../cell/ConnectionState';
import { MessageText } from '../text';
import { useTexts } from '../useTexts';

/** Connections of a component, by their other ends. */
export function ConnectionTable(props: {
  label: string;
  connections: readonly CellConnection[];
  /** Which end of a connection is the other one. */
  end: 'from' | 'to';
  /** The project of the component. */
  project: string;
  /** Shown instead of an empty table. */
  none: string;
}) {
  const { label, connections, end, project, none } = props;
  const { t } = useTexts();
  if (connections.length === 0) return <EmptyText>{none}</EmptyText>;
  return (
    <DataTable
      label={label}
      columns={[
        { id: 'target', label: t(`connections.column.${end}`) },
        { id: 'endpoint', label: t('connections.column.endpoint') },
        { id: 'type', label: t('connections.column.type') },
        { id: 'direction', label: t('cell.column.direction') },
        { id: 'name', label: t('connections.column.name') },
        { id: 'state', label: t('cell.column.state') },
      ]}
      rows={connections.map(connection => {
        const { name, from, to, type, direction, state, message } = connection;
        const endpoint = to.kind === 'component' ? to.endpoint ?? '' : '';
        const directionText = t(`cell.direction.${direction}`);
        return {
          id: `${from.project}/${from.component}/${name}`,
          sortBy: [
            textOf(connection[end]),
            endpoint,
            type,
            directionText,
            name,
            state,
          ],
          cells: [
            <ConnectionEnd
              key="target"
              end={connection[end]}
              project={project}
            />,
            endpoint || '–',
            type,
            directionText,
            name,
            <>
              <ConnectionState state={state} />
              {message && <MessageText text={message} />}
            </>,
          ],
        };
      })}
    />
  );
}
