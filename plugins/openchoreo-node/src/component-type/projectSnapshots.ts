import { annotations } from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import { commandAnnotations } from '../domain/commandAnnotations';
import type { ProjectScope, ProjectSnapshot } from '../domain/ProjectSnapshot';
import { componentKind } from './componentKinds';
import { environmentsOf, displayNameOf } from './environments';
import { pipelineOf } from './pipelineOf';
import { namespaceKind, projectKind, type Project } from './tenantKinds';

/** The projects of a scope that exist, in no particular order. */
export function projectSnapshots(
  reader: ResourceReader,
  { organization, project }: ProjectScope,
): ProjectSnapshot[] {
  const found = organization
    ? reader.byIndex(projectKind, 'organization', organization)
    : reader.list(projectKind);
  return found
    .filter(({ metadata }) => !project || metadata.name === project)
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .map(each => projectSnapshot(reader, each));
}

function projectSnapshot(
  reader: ResourceReader,
  project: Project,
): ProjectSnapshot {
  const { namespace: organization = '', name } = project.metadata;
  const { pipeline, problem } = pipelineOf(reader, {
    organization,
    project: name,
  });
  const environments = environmentsOf(reader, organization);
  return {
    organization,
    name,
    displayName: displayNameOf(project),
    description: project.metadata.annotations?.[annotations.description],
    owner: ownerOf(reader, project),
    pipeline,
    environments: (pipeline?.environments ?? []).flatMap(
      environment => environments.get(environment) ?? [],
    ),
    components: reader
      .byIndex(componentKind, 'project', indexValue(organization, name))
      .map(({ metadata }) => metadata.name),
    problem,
  };
}

/** The owner that a project names, or else its organization. */
function ownerOf(
  reader: ResourceReader,
  { metadata }: Project,
): string | undefined {
  const organization = reader.get(namespaceKind, {
    name: metadata.namespace ?? '',
  });
  return (
    metadata.annotations?.[commandAnnotations.owner] ??
    organization?.metadata.annotations?.[commandAnnotations.owner]
  )?.trim();
}
