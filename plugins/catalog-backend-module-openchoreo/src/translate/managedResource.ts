import type { ResourceEntity } from '@backstage/catalog-model';
import {
  entityRefOf,
  openchoreoAnnotations,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  organizationKind,
  projectKind,
  type ManagedResource,
} from '@promenade/openchoreo-model';
import { entityMeta } from './entityMeta';
import { ownerOf } from './owner';
import { organizationOf, type Translator } from './Translator';

/** A managed resource is a Resource of the type that it says, in the System of its project where it has one. */
export const translateManagedResource: Translator<ManagedResource> = (
  resource,
  { resources, defaultOwner },
) => {
  const organization = organizationOf(resource);
  const { name } = resource.metadata;
  const projectName = resource.spec.owner?.projectName;
  const project =
    projectName === undefined
      ? undefined
      : resources.get(projectKind, {
          namespace: organization,
          name: projectName,
        });
  const entity: ResourceEntity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: entityMeta(
      resource,
      { type: 'managed-resource', organization, name },
      {
        [openchoreoAnnotations.organization]: organization,
        [openchoreoAnnotations.managedResource]: name,
        ...(projectName && { [openchoreoAnnotations.project]: projectName }),
      },
    ),
    spec: {
      type: resource.spec.type,
      owner: ownerOf(
        [
          resource,
          project,
          resources.get(organizationKind, { name: organization }),
        ],
        defaultOwner,
      ),
      ...(projectName && {
        system: entityRefOf({
          type: 'project',
          organization,
          name: projectName,
        }),
      }),
    },
  };
  return [entity];
};
