import type { WorkloadTemplate } from '@promenade/openchoreo-model';
import { mainContainerName } from '../../core/effective-binding/container-names';
import { EffectiveBinding } from '../../core/effective-binding/effective-binding';
import type { ReleaseResource } from '../../core/manifest';
import type { Problem } from '../../core/problem';
import { renderConfiguration } from '../configuration/render-configuration';
import { renderConnections } from '../connections/render-connections';
import { renderContainers } from './containers';
import type { PodOverlay } from './pod-template';
import { validateEndpoints } from './ports';

/** The pods of a workload, and the objects that they depend on. */
export interface RenderedPod {
  readonly pod: PodOverlay;
  readonly resources: ReleaseResource[];
  readonly problems: Problem[];
}

/**
 * Renders the pods of a component: its containers with their connections and configuration.
 *
 * @param workload - the workload of the binding, without its endpoints where the component type has none
 */
export function renderPod(
  effective: EffectiveBinding,
  workload: WorkloadTemplate = effective.binding.spec.workloadSpec,
): RenderedPod {
  const main = mainContainerName(workload);
  const connections = renderConnections(effective, main);
  const configuration = renderConfiguration(effective, connections.references);
  const { containers, problems } = renderContainers(workload, {
    connectionEnv: connections.variables.flatMap(variable => {
      const { name } = variable;
      // As in OpenChoreo v0.3.2, an empty value of a connection does not override that of the class.
      if ('value' in variable) return variable.value ? variable : { name };
      const valueFrom = configuration.env(main ?? '', name);
      return valueFrom ? { name, valueFrom } : [];
    }),
    configuration,
  });
  const { volumes, annotations, resources } = configuration;
  return {
    pod: {
      containers,
      volumes,
      imagePullSecrets: workload.imagePullSecrets,
      annotations,
    },
    resources: [...resources, ...connections.resources],
    problems: [
      ...validateEndpoints(workload),
      ...connections.problems,
      ...problems,
      ...configuration.problems,
    ],
  };
}
