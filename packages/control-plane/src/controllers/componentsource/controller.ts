import { Clock, ObjectKey } from '@promenade/kube-client';
import {
  ProjectComponentOwner,
  componentKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import { classTypes } from '../../core/component-type/binding-types';
import {
  ControllerDefinition,
  watchKind,
} from '../../runtime/controller-definition';
import {
  generationChanged,
  generationOrMetadataChanged,
} from '../../runtime/predicates';
import { Read } from '../../runtime/read';
import { componentSourceReconciler } from './reconcile';

/** Controller of `spec.source` of components: it maintains their Workloads. */
export function componentSourceController(dependencies: {
  clock: Clock;
}): ControllerDefinition {
  return {
    name: 'component-source',
    kind: componentKind,
    watches: [
      watchKind(componentKind, undefined, generationChanged),
      watchKind(workloadKind, mapToComponent, generationOrMetadataChanged),
      ...classTypes.map(({ resourceKind }) =>
        watchKind(resourceKind, mapToComponent, generationChanged),
      ),
    ],
    reconcile: componentSourceReconciler(dependencies),
  };
}

/** Maps an object to its component, if that has a source. */
function mapToComponent(
  {
    metadata: { namespace },
    spec: { owner },
  }: {
    metadata: { namespace?: string };
    spec: { owner: ProjectComponentOwner };
  },
  read: Read,
): ObjectKey[] {
  const key = { namespace, name: owner.componentName };
  return read.get(componentKind, key)?.spec.source ? [key] : [];
}
