import type { WorkloadTemplate } from '@promenade/openchoreo-model';
import { configurationOf } from './configuration/configuration';
import { resolveConnections } from './connections/resolve-connections';
import { type ConnectionSurroundings } from '../core/effective-binding/connections/surroundings';
import { mainContainerName } from '../core/effective-binding/container-names';
import { containersOf } from './containers';
import type { ReleaseResource } from '../core/manifest';
import { misledEndpoints } from './ports-check';
import type { PodOverlay } from './pod-template';
import type { Problem } from '../core/problem';
import type { RenderTarget } from '../core/effective-binding/target';

/** What the connections and the configuration of a workload are resolved with. */
export type WorkloadSurroundings = ConnectionSurroundings;

/** The pods of a workload, and the objects that they need beside them. */
export interface WorkloadPod {
  readonly pod: PodOverlay;
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
}

/** Renders the pods of a component: containers, connected and configured. */
export function workloadPod(
  target: RenderTarget,
  workload: WorkloadTemplate,
  surroundings: WorkloadSurroundings,
): WorkloadPod {
  const main = mainContainerName(workload);
  const connections = resolveConnections(target, workload, main, surroundings);
  const configuration = configurationOf(
    target,
    workload,
    surroundings.configuration,
    connections.uses,
  );
  const { containers, problems } = containersOf(workload, {
    connectionEnv: connections.variables.flatMap(variable => {
      if ('value' in variable) return variable;
      const { name } = variable;
      const valueFrom = configuration.env(main ?? '', name);
      return valueFrom ? { name, valueFrom } : [];
    }),
    configuration,
  });
  const { volumes, annotations, resources } = configuration;
  return {
    pod: { containers, volumes, annotations },
    resources: [...resources, ...connections.resources],
    problems: [
      ...misledEndpoints(workload),
      ...connections.problems,
      ...problems,
      ...configuration.problems,
    ],
  };
}
