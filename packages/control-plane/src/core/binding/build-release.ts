import {
  Release,
  finalizers,
  labels,
  openChoreoApiVersion,
} from '@promenade/openchoreo-model';
import { ReleaseResource } from '../manifest';
import { controllerReference } from '../../runtime/owner-reference';
import { Binding } from './binding';

/** What a Release is made for: a binding of whatever kind. */
export type ReleaseOwner = Pick<Binding, 'apiVersion' | 'kind' | 'metadata'> & {
  spec: Pick<Binding['spec'], 'owner' | 'environment'>;
};

/**
 * The Release of a binding, named like it unless told otherwise, and controlled by it.
 * Its labels are the binding's, and those that tell what it is of; a label that the binding loses, it loses too.
 * It is made with the finalizer by which the release controller cleans up, which saves that controller a write.
 */
export function buildRelease(
  binding: ReleaseOwner,
  resources: readonly ReleaseResource[],
  existing: Release | undefined,
  name = binding.metadata.name,
): Release {
  const { metadata, spec } = binding;
  const { owner, environment } = spec;
  return {
    apiVersion: openChoreoApiVersion,
    kind: 'Release',
    metadata: {
      name,
      namespace: metadata.namespace,
      finalizers: [finalizers.release],
      ...existing?.metadata,
      labels: {
        ...metadata.labels,
        [labels.organization]: metadata.namespace ?? '',
        [labels.project]: owner.projectName,
        [labels.component]: owner.componentName,
        [labels.environment]: environment,
      },
      ownerReferences: [controllerReference(binding)],
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
