import { NotImplementedError } from '@backstage/errors';
import type { ResourceReader } from '../cache/ResourceReader';
import type { ProjectMigration } from '../domain/PortableProject';
import type { ProjectScope } from '../domain/ProjectSnapshot';
import type { PlatformAdapter } from './PlatformAdapter';

/**
 * What a project of one generation becomes in a newer one. Undefined when it does not exist.
 *
 * @throws NotImplementedError where there is no newer generation to move to
 */
export function migrateProject(
  { portableProject }: PlatformAdapter,
  newer: readonly PlatformAdapter[],
  reader: ResourceReader,
  ref: Required<ProjectScope>,
): ProjectMigration | undefined {
  const target = newer.find(adapter => adapter.migrateProject);
  if (!portableProject || !target?.migrateProject) {
    throw new NotImplementedError(
      `The project ${ref.project} is of the newest generation of OpenChoreo: there is nothing to move it to`,
    );
  }
  const project = portableProject(reader, ref);
  return (
    project && {
      generation: target.generation,
      steps: target.migrateProject(project),
    }
  );
}
