import { NotFoundError } from '@backstage/errors';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { ResourceKind, ResourceObject } from '../cache/ResourceReader';
import type { VerbContext } from '../verbs/Verb';
import { findObject } from './writeObjects';

/** A Component of any generation. */
type ComponentObject = ResourceObject & {
  spec: { owner: { projectName: string } };
};

/** Reads a Component from the API. @throws NotFoundError when the project has none of that name */
export async function findComponent<T extends ComponentObject>(
  context: VerbContext,
  kind: ResourceKind<T>,
  { organization: namespace, project, component: name }: ComponentRef,
  signal: AbortSignal | undefined,
): Promise<T> {
  const found = await findObject(context, kind, { namespace, name }, signal);
  if (found?.spec.owner.projectName === project) return found;
  throw new NotFoundError(
    `The component ${name} does not exist in project ${project} of ${namespace}`,
  );
}
