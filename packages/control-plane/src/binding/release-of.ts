import {
  Release,
  finalizers,
  labels,
  openChoreoApiVersion,
} from '@promenade/openchoreo-model';
import { ReleaseResource } from '../rendering';
import { controlledBy } from '../runtime/owner-reference';
import { Binding } from './binding';

/**
 * The Release of a binding, named like it and controlled by it.
 * It is made with the finalizer by which the release controller cleans up, which saves that controller a write.
 */
export function releaseOf(
  binding: Binding,
  resources: readonly ReleaseResource[],
  existing: Release | undefined,
): Release {
  const { metadata, spec } = binding;
  const { owner, environment } = spec;
  return {
    apiVersion: openChoreoApiVersion,
    kind: 'Release',
    metadata: {
      name: metadata.name,
      namespace: metadata.namespace,
      finalizers: [finalizers.release],
      ...existing?.metadata,
      labels: {
        ...existing?.metadata.labels,
        ...metadata.labels,
        [labels.organization]: metadata.namespace ?? '',
        [labels.project]: owner.projectName,
        [labels.component]: owner.componentName,
        [labels.environment]: environment,
      },
      ownerReferences: [controlledBy(binding)],
    },
    spec: {
      ...existing?.spec,
      owner,
      environmentName: environment,
      resources: resources.map(({ id, object }) => ({
        id,
        object: { ...object },
      })),
    },
  };
}
