import {
  Release,
  finalizers,
  parentLabels,
  openChoreoApiVersion,
  trackOf,
} from '@promenade/openchoreo-model';
import { ReleaseResource } from '../manifest';
import { controllerReference } from '../../runtime/owner-reference';
import { Binding } from './binding';

/** The binding that a Release belongs to, of any kind. */
export type ReleaseOwner = Pick<Binding, 'apiVersion' | 'kind' | 'metadata'> & {
  spec: Pick<Binding['spec'], 'owner' | 'environment' | 'deploymentTrack'>;
};

/**
 * Builds the Release of a binding, which controls it. Its labels are those of the binding and of the hierarchy. It is created
 * with the finalizer of the release controller, which saves that controller a write.
 *
 * @param name - name of the Release; by default that of the binding
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
        ...parentLabels(metadata.namespace ?? '', {
          project: owner.projectName,
          component: owner.componentName,
          environment,
          track: trackOf(binding),
        }),
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
