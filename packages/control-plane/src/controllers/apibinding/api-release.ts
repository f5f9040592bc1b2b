import {
  API,
  APIBinding,
  Release,
  genName,
  isDnsSubdomain,
  nameLimits,
  releaseKind,
} from '@promenade/openchoreo-model';
import { bindingTypes } from '../../core/component-type/binding-types';
import { isDeleting } from '../../runtime/finalizer';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';

/** Lists the Releases that an APIBinding controls: one, or two while it changes the name of its Release. */
export function listApiReleases(binding: APIBinding, read: Read): Release[] {
  const { namespace, name, uid } = binding.metadata;
  return [name, alternativeName(name)].flatMap(releaseName => {
    const release = read.get(releaseKind, { namespace, name: releaseName });
    return release && controllerOf(release)?.uid === uid ? [release] : [];
  });
}

/**
 * Returns the name of the Release of an APIBinding: the name of the binding, as in OpenChoreo v0.3.2, or an alternative name if
 * the Release of a component has it. An existing Release keeps its name.
 */
export function apiReleaseName(
  binding: APIBinding,
  api: API,
  read: Read,
): string {
  const existing = listApiReleases(binding, read).find(
    release => !isDeleting(release),
  );
  if (existing) {
    return existing.metadata.name;
  }
  const { name } = binding.metadata;
  return isTakenByComponent(binding, api, read) ? alternativeName(name) : name;
}

function alternativeName(name: string): string {
  const alternative = `${name}-api`;
  return isDnsSubdomain(alternative)
    ? alternative
    : genName(nameLimits.resource, name, 'api');
}

/** Whether a component has, or probably will have, a binding with the name of an APIBinding: bindings are often named after their component. */
function isTakenByComponent(
  { metadata }: APIBinding,
  { spec: { owner } }: API,
  read: Read,
): boolean {
  return (
    owner.componentName === metadata.name ||
    bindingTypes.some(({ bindingKind }) => read.get(bindingKind, metadata))
  );
}
