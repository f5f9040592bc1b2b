import { WorkloadTemplate } from '@promenade/openchoreo-model';
import { BindingType } from '../component-type/binding-types';
import { DeployableContent, artifactIdentity } from '../artifact/artifact';
import { Binding } from './binding';

/**
 * Returns a binding that runs a second release beside its own. Its own release, its state and its overrides are unchanged.
 * `canaryObstacle` tells whether the binding can have one.
 *
 * @param weight - percentage of the requests through routes that the canary receives, from 0 to 100
 */
export function withCanary<B extends Binding>(
  { kindOfBinding }: BindingType,
  binding: B,
  content: DeployableContent,
  weight: number,
): B {
  if (
    !supportsCanary(kindOfBinding) ||
    content.kindOfBinding !== kindOfBinding
  ) {
    throw new Error(
      `a release of kind ${content.kindOfBinding} cannot be the canary of a ${kindOfBinding}`,
    );
  }
  const { className, workload, apis, overrides, parameters } = content;
  return {
    ...binding,
    spec: {
      ...binding.spec,
      canary: {
        artifactRef: artifactIdentity(binding.spec, content).name,
        weight,
        className,
        workloadSpec: workload,
        ...(apis && { apis }),
        ...(overrides && { overrides }),
        ...(parameters && { parameters }),
      },
    },
  };
}

/** Whether the bindings of a kind can have a canary: a task receives no requests, and a component type names the objects itself. */
function supportsCanary(kind: BindingType['kindOfBinding']): boolean {
  return kind !== 'ScheduledTaskBinding' && kind !== 'ComponentBinding';
}

/** Returns a binding without its canary: it is rendered as before the canary. */
export function withoutCanary<B extends Binding>(binding: B): B {
  const { canary: _canary, ...spec } = binding.spec;
  return { ...binding, spec };
}

/** Lists the workloads that a binding runs: that of its release, then that of its canary. */
export function workloadsOf({
  workloadSpec,
  canary,
}: Pick<Binding['spec'], 'workloadSpec' | 'canary'>): WorkloadTemplate[] {
  return canary ? [workloadSpec, canary.workloadSpec] : [workloadSpec];
}

/** Returns the spec of a binding as it would be if it deployed its canary; undefined without a canary. */
export function canarySpec<S extends Binding['spec']>(spec: S): S | undefined {
  const { canary } = spec;
  return (
    canary && {
      ...spec,
      artifactRef: canary.artifactRef,
      className: canary.className,
      workloadSpec: canary.workloadSpec,
      apis: canary.apis,
      overrides: canary.overrides,
      parameters: canary.parameters,
      // The pods of a canary are new, so that a restart of the others does not concern them.
      restartedAt: undefined,
      canary: undefined,
    }
  );
}
