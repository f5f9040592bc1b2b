import {
  connectionStates,
  type Cell,
  type CellComponent,
  type CellConnection,
  type ConnectionState,
} from '@promenade/backstage-plugin-openchoreo-common';
import { labelOf } from '../text';

/** A component of the cell. One without `component` is only named by a connection. */
export interface CellNode {
  id: string;
  label: string;
  component?: CellComponent;
}

/** Something outside the cell that a connection leads to or comes from. */
export interface OutsideNode {
  id: string;
  side: 'west' | 'east' | 'south';
  label: string;
  /** What it is of, such as its project. */
  detail?: string;
  entityRef?: string;
}

/** All connections between two nodes, or what a gateway lets in. */
export interface CellLink {
  id: string;
  from: string;
  to: string;
  /** The worst state of the connections. */
  state: ConnectionState;
  /** None for a gateway. */
  connections: readonly CellConnection[];
}

export interface CellGraph {
  nodes: readonly CellNode[];
  outside: readonly OutsideNode[];
  links: readonly CellLink[];
}

/** The gateways that let traffic into a cell. As nodes of links they have these ids. */
export const publicGateway = 'gateway:public';
export const organizationGateway = 'gateway:organization';

const gatewayOf = {
  public: publicGateway,
  organization: organizationGateway,
} as const;

export function componentId(name: string): string {
  return `component:${name}`;
}

/** The nodes and links of a cell, in a stable order. */
export function cellGraph({
  components,
  connections,
}: Pick<Cell, 'components' | 'connections'>): CellGraph {
  const nodes = new Map<string, CellNode>();
  const outside = new Map<string, OutsideNode>();
  const links = new Map<string, CellLink>();
  for (const component of components) {
    const id = componentId(component.name);
    nodes.set(id, { id, label: labelOf(component), component });
  }
  const addLink = (from: string, to: string, connection?: CellConnection) => {
    const id = `${from} ${to}`;
    const merged = [
      ...(links.get(id)?.connections ?? []),
      ...(connection ? [connection] : []),
    ];
    links.set(id, {
      id,
      from,
      to,
      connections: merged,
      state: worstOf(merged.map(({ state }) => state)),
    });
  };
  for (const { name, endpoints } of components) {
    for (const { visibility } of endpoints) {
      if (visibility !== 'project') {
        addLink(gatewayOf[visibility], componentId(name));
      }
    }
  }
  for (const connection of connections) {
    const { from, to, direction } = connection;
    const caller =
      direction === 'westbound'
        ? outsideOf('west', from)
        : { id: componentId(from.component) };
    const target = targetOf(connection);
    if ('side' in caller) outside.set(caller.id, caller);
    if ('side' in target) outside.set(target.id, target);
    else if (!nodes.has(target.id)) nodes.set(target.id, target);
    // A component that calls itself is in the table only.
    if (caller.id !== target.id) addLink(caller.id, target.id, connection);
    else if (to.kind !== 'component') addLink(caller.id, target.id, connection);
  }
  return {
    nodes: [...nodes.values()],
    outside: [...outside.values()],
    links: [...links.values()],
  };
}

type ConnectionEnd = CellConnection['from'];

function targetOf({ to, direction }: CellConnection): CellNode | OutsideNode {
  switch (to.kind) {
    case 'host':
      return { id: `host:${to.address}`, side: 'south', label: to.address };
    case 'resource':
      return {
        id: `resource:${to.resource}`,
        side: 'south',
        label: to.resource,
      };
    default:
      return direction === 'eastbound'
        ? outsideOf('east', to)
        : { id: componentId(to.component), label: endLabel(to) };
  }
}

function outsideOf(side: 'west' | 'east', end: ConnectionEnd): OutsideNode {
  const { project, component, entityRef } = end;
  return {
    id: `${side}:${project}/${component}`,
    side,
    label: endLabel(end),
    detail: project,
    entityRef,
  };
}

/** The title of a component at the end of a connection, or its name. */
export function endLabel({ component, displayName }: ConnectionEnd): string {
  return displayName ?? component;
}

const worstFirst: readonly ConnectionState[] = [
  'Broken',
  'Waiting',
  'Unknown',
  ...connectionStates,
];

function worstOf(states: readonly ConnectionState[]): ConnectionState {
  return worstFirst.find(state => states.includes(state)) ?? 'Resolved';
}
