import {
  annotations,
  environmentKind,
  projectKind,
  type Project,
} from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { ProjectScope, ProjectSnapshot } from '../domain/ProjectSnapshot';
import { buildProjectUnit } from './buildUnit';
import { getOwnOrShared } from './getOwnOrShared';
import { isolationOf } from './isolationOf';
import { componentKind } from './kinds';
import { pipelineOf } from './pipelineOf';

/** The projects of a scope that exist, in no particular order. */
export function projectSnapshots(
  reader: ResourceReader,
  { organization, project }: ProjectScope,
): ProjectSnapshot[] {
  return projectsIn(reader, organization)
    .filter(({ metadata }) => !project || metadata.name === project)
    .filter(({ metadata }) => !metadata.deletionTimestamp)
    .map(found => projectSnapshot(reader, found));
}

function projectsIn(
  reader: ResourceReader,
  organization: string | undefined,
): readonly Project[] {
  return organization
    ? reader.byIndex(projectKind, 'organization', organization)
    : reader.list(projectKind);
}

function projectSnapshot(
  reader: ResourceReader,
  project: Project,
): ProjectSnapshot {
  const unit = buildProjectUnit(project, reader);
  const { organization, name, displayName, description, owners } = unit;
  const { pipeline, problem } = pipelineOf(reader, {
    organization,
    project: name,
  });
  return {
    organization,
    name,
    displayName,
    description,
    owner: owners[0]?.value,
    pipeline,
    environments: (pipeline?.environments ?? []).flatMap(environment => {
      const found = getOwnOrShared(
        reader,
        environmentKind,
        organization,
        environment,
      );
      return found
        ? {
            name: environment,
            displayName: found.metadata.annotations?.[annotations.displayName],
            isProduction: found.spec.isProduction ?? false,
          }
        : [];
    }),
    components: reader
      .byIndex(componentKind, 'project', indexValue(organization, name))
      .map(({ metadata }) => metadata.name),
    isolation: isolationOf(project),
    problem,
  };
}
