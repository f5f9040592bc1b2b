import type { SystemEntity } from '@backstage/catalog-model';
import {
  entityRefOf,
  openchoreoAnnotations,
} from '@promenade/backstage-plugin-openchoreo-common';
import { organizationKind, type Project } from '@promenade/openchoreo-model';
import { entityMeta } from './entityMeta';
import { ownerOf } from './owner';
import { organizationOf, type Translator } from './Translator';

/** A project is a System in the Domain of its organization. */
export const translateProject: Translator<Project> = (
  project,
  { resources, defaultOwner },
) => {
  const organization = organizationOf(project);
  const { name } = project.metadata;
  const system: SystemEntity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'System',
    metadata: entityMeta(
      project,
      { type: 'project', organization, name },
      {
        [openchoreoAnnotations.organization]: organization,
        [openchoreoAnnotations.project]: name,
        [openchoreoAnnotations.deploymentPipeline]:
          project.spec.deploymentPipelineRef,
      },
    ),
    spec: {
      owner: ownerOf(
        [project, resources.get(organizationKind, { name: organization })],
        defaultOwner,
      ),
      domain: entityRefOf({ type: 'organization', name: organization }),
    },
  };
  return [system];
};
