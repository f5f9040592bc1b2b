import {
  API,
  APIBinding,
  Release,
  releaseKind,
} from '@promenade/openchoreo-model';
import { componentTypes } from '../../core/component-type/component-types';
import { isDeleting } from '../../runtime/finalizer';
import { controllerOf } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';

/** The Releases that an APIBinding controls: one, but while it moves from one name to the other. */
export function listApiReleases(binding: APIBinding, read: Read): Release[] {
  const { namespace, name, uid } = binding.metadata;
  return [name, alternativeName(name)].flatMap(each => {
    const release = read.get(releaseKind, { namespace, name: each });
    return release && controllerOf(release)?.uid === uid ? [release] : [];
  });
}

/**
 * Name of the Release of an APIBinding: that of the binding, as in OpenChoreo v0.3.2. Where a component is bound under
 * that name its Release has it, and the API's stands aside. A Release that is there keeps its name.
 */
export function apiReleaseName(
  binding: APIBinding,
  api: API,
  read: Read,
): string {
  const kept = listApiReleases(binding, read).find(
    release => !isDeleting(release),
  );
  if (kept) {
    return kept.metadata.name;
  }
  const { name } = binding.metadata;
  return isTakenByComponent(binding, api, read) ? alternativeName(name) : name;
}

function alternativeName(name: string): string {
  return `${name}-api`;
}

/** Whether a component is bound under the name of an APIBinding, or is likely to be: bindings are often named after their component. */
function isTakenByComponent(
  { metadata }: APIBinding,
  { spec: { owner } }: API,
  read: Read,
): boolean {
  return (
    owner.componentName === metadata.name ||
    componentTypes.some(({ bindingKind }) => read.get(bindingKind, metadata))
  );
}
