import type { WorkloadTemplate } from '@promenade/openchoreo-model';
import { renderConfiguration } from '../configuration/render-configuration';
import { renderConnections } from '../connections/render-connections';
import { type ConnectionContext } from '../../core/effective-binding/connections/connection-context';
import { mainContainerName } from '../../core/effective-binding/container-names';
import { renderContainers } from './containers';
import type { ReleaseResource } from '../../core/manifest';
import { validateEndpoints } from './ports';
import type { PodOverlay } from './pod-template';
import type { Problem } from '../../core/problem';
import type { RenderTarget } from '../../core/effective-binding/target';

/** What the connections and the configuration of a workload are resolved with. */
export type WorkloadContext = ConnectionContext;

/** The pods of a workload, and the objects that they need beside them. */
export interface RenderedPod {
  readonly pod: PodOverlay;
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
}

/** Renders the pods of a component: containers, connected and configured. */
export function renderPod(
  target: RenderTarget,
  workload: WorkloadTemplate,
  context: WorkloadContext,
): RenderedPod {
  const main = mainContainerName(workload);
  const connections = renderConnections(target, workload, main, context);
  const configuration = renderConfiguration(
    target,
    workload,
    context.configuration,
    connections.references,
  );
  const { containers, problems } = renderContainers(workload, {
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
      ...validateEndpoints(workload),
      ...connections.problems,
      ...problems,
      ...configuration.problems,
    ],
  };
}
