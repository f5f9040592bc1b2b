import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import type { DeletableRef } from '../domain/DeletableRef';
import { bindingsOf } from './bindings';
import { componentKind } from './componentKinds';
import { findComponent } from './components';
import { projectKind } from './tenantKinds';

/**
 * What is left of a component or a project, also while it is being deleted: the environments of a component, the components of a
 * project.
 *
 * @returns undefined when it does not exist
 */
export function leftOf(
  reader: ResourceReader,
  { organization, project, component }: DeletableRef,
): readonly string[] | undefined {
  if (component === undefined) {
    const key = { namespace: organization, name: project };
    if (!reader.get(projectKind, key)) return undefined;
    return reader
      .byIndex(componentKind, 'project', indexValue(organization, project))
      .map(({ metadata }) => metadata.name);
  }
  const ref = { organization, project, component };
  return (
    findComponent(reader, ref) &&
    bindingsOf(reader, ref).map(({ spec }) => spec.environment)
  );
}
