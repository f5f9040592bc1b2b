import { Project } from '@promenade/openchoreo-model';
import { Binding } from '../binding/binding';
import { isEastbound, isSouthbound } from './connection-rules';

type Cell = NonNullable<NonNullable<Project['status']>['cells']>[number];

/** How many paths lead through each side of a cell. */
export type CellPaths = NonNullable<Cell['paths']>;

/** Counts the paths of the bindings of one cell: endpoints as they are offered, connections as they are declared. */
export function cellPaths(bindings: readonly Binding[]): CellPaths {
  const running = bindings.filter(
    ({ spec }) => spec.releaseState !== 'Undeploy',
  );
  const endpoints = running.flatMap(({ status }) => status?.endpoints ?? []);
  const connections = running.flatMap(({ spec }) =>
    Object.values(spec.workloadSpec.connections ?? {}).map(connection => ({
      connection,
      project: spec.owner.projectName,
    })),
  );
  return {
    northbound: endpoints.filter(endpoint => endpoint.public).length,
    southbound: connections.filter(({ connection }) => isSouthbound(connection))
      .length,
    westbound: endpoints.filter(endpoint => endpoint.organization).length,
    eastbound: connections.filter(({ connection, project }) =>
      isEastbound(connection, project),
    ).length,
  };
}
