import type { WorkloadTemplate } from '@promenade/openchoreo-model';
import {
  configurationOf,
  type ConfigurationSurroundings,
} from './configuration';
import { resolveConnections, type FindPeer } from './connections';
import { containersOf } from './containers';
import type { ReleaseResource } from './manifest';
import type { PodOverlay } from './pod-template';
import type { Problem } from './problem';
import type { RenderTarget } from './target';

/** What the connections and the configuration of a workload are resolved with. */
export interface WorkloadSurroundings {
  readonly findPeer: FindPeer;
  /** None by default. */
  readonly configuration?: ConfigurationSurroundings;
}

/** The pods of a workload that serves, and the objects that they need beside them. */
export interface WorkloadPod {
  readonly pod: PodOverlay;
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
}

/** Renders the pods of a Service or WebApplication component: containers, connected and configured. */
export function workloadPod(
  target: RenderTarget,
  workload: WorkloadTemplate,
  surroundings: WorkloadSurroundings,
): WorkloadPod {
  const connections = resolveConnections(
    target,
    workload,
    surroundings.findPeer,
  );
  const configuration = configurationOf(
    target,
    workload,
    surroundings.configuration,
  );
  const { containers, problems } = containersOf(workload, {
    connectionEnv: connections.env,
    configuration,
  });
  const { volumes, annotations, resources } = configuration;
  return {
    pod: { containers, volumes, annotations },
    resources,
    problems: [...connections.problems, ...problems, ...configuration.problems],
  };
}
