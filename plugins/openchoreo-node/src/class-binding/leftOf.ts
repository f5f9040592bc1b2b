import { projectKind } from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { DeletableRef } from '../domain/DeletableRef';
import { bindingsOf } from './bindings';
import { componentKind } from './kinds';

/**
 * What is left of a component or a project, also while it is being deleted: the environments of a component, the components of a
 * project.
 *
 * @returns undefined when it does not exist
 */
export function leftOf(
  reader: ResourceReader,
  { organization: namespace, project, component }: DeletableRef,
): readonly string[] | undefined {
  if (component === undefined) {
    const found = reader.get(projectKind, { namespace, name: project });
    if (!found) return undefined;
    return reader
      .byIndex(componentKind, 'project', indexValue(namespace, project))
      .map(({ metadata }) => metadata.name);
  }
  const found = reader.get(componentKind, { namespace, name: component });
  if (found?.spec.owner.projectName !== project) return undefined;
  const ref = { organization: namespace, project, component };
  return bindingsOf(reader, ref).map(({ binding }) => binding.spec.environment);
}
