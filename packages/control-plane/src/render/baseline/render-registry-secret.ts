import { annotations, type Project } from '@promenade/openchoreo-model';
import { registrySecretName } from '../../core/effective-binding/registry';
import type { ReleaseResource } from '../../core/manifest';
import { cellMetadata } from './cell-metadata';

/** Id of the resource of {@link renderRegistrySecret} in the baseline Release of a cell. */
export const registrySecretId = 'registry';

/** Renders the pull Secret of a cell without its data: a Release contains no credentials. They are added when it is applied. */
export function renderRegistrySecret(
  project: Project,
  environment: string,
): ReleaseResource {
  return {
    id: registrySecretId,
    object: {
      apiVersion: 'v1',
      kind: 'Secret',
      type: 'kubernetes.io/dockerconfigjson',
      metadata: {
        ...cellMetadata(project, environment),
        name: registrySecretName,
        annotations: { [annotations.filledFrom]: 'registry' },
      },
    },
  };
}
