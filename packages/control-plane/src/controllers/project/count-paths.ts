import { APIBinding, Project } from '@promenade/openchoreo-model';
import { Binding } from '../../core/binding/binding';
import {
  isEastbound,
  isSouthbound,
} from '../../render/networkpolicy/connection-rules';

type Cell = NonNullable<NonNullable<Project['status']>['cells']>[number];

/** Number of paths through a cell, by direction. */
export type CellPaths = NonNullable<Cell['paths']>;

/**
 * Counts the paths of the bindings of one cell: exposed endpoints and declared connections.
 *
 * @param apis - bindings of standalone APIs that components of the cell serve
 */
export function countPaths(
  bindings: readonly Binding[],
  apis: readonly APIBinding[] = [],
): CellPaths {
  const running = bindings.filter(isRunning);
  const endpoints = [...running, ...apis.filter(isRunning)].flatMap(
    ({ status }) => status?.endpoints ?? [],
  );
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

function isRunning({ spec }: Pick<APIBinding | Binding, 'spec'>): boolean {
  return spec.releaseState !== 'Undeploy';
}
