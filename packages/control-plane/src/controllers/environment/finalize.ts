import {
  Environment,
  apiBindingKind,
  environmentKind,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Cells } from '../../dataplane/cells/cells';
import { removeCells } from '../../dataplane/cells/remove-cells';
import { bindingTypes } from '../../core/component-type/binding-types';
import { findDataPlane } from '../../core/lookups/find-data-plane';
import { waitingForDeletion } from '../../runtime/conditions';
import {
  cellsBlockedBy,
  listCellLocations,
} from '../../core/lookups/recorded-data-planes';
import { inNamespace, indexes } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { deleteIndexed } from '../../runtime/delete-indexed';
import { DeletionBlocked } from '../../runtime/finalizer';
import { Write } from '../../runtime/write';
import type { KubeObject } from '@promenade/kube-client';
import { isBaselineRelease } from '../../core/isolation/baseline-release-name';
import { sharedOrganization } from '../../core/lookups/shared-resource';
import { existsInCache } from '../../runtime/validation';

/** The kinds that name an environment to deploy to. */
const bindingKinds = [
  ...bindingTypes.map(({ bindingKind }) => bindingKind),
  apiBindingKind,
];

/**
 * Cleans up an environment: deletes its bindings, then its cells. The environment exists until the last Release is cleaned up,
 * because that needs its data plane. While other organizations use a shared environment, nothing is deleted.
 */
export async function finalizeEnvironment(
  environment: Environment,
  cells: Cells,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const users = listOtherUsers(environment, read);
  if (users.length) {
    return { message: usedByOthers(users) };
  }
  const remaining = await deleteBindings(environment, read, write);
  if (remaining.length) {
    return { message: waitingForDeletion(remaining) };
  }
  const { namespace = '', name } = environment.metadata;
  const found = findDataPlane(read, namespace, name);
  const locations = listCellLocations(
    environment.status?.dataPlanes,
    'dataPlane' in found ? [found.dataPlane] : [],
    read,
  );
  const blocked = await removeCells(environment, cells, locations, {
    organization: namespace,
    environment: name,
  });
  return blocked ?? cellsBlockedBy(environment, read);
}

/** Deletes bindings first, because garbage collection deletes their Releases. Other Releases were written by users. */
async function deleteBindings(
  { metadata }: Environment,
  read: Read,
  write: Write,
): Promise<string[]> {
  const value = inNamespace(metadata.namespace ?? '', metadata.name);
  const remove = (
    kinds: Parameters<typeof deleteIndexed>[0],
    isIncluded?: (object: KubeObject) => boolean,
  ) =>
    deleteIndexed(kinds, indexes.environment, value, read, write, isIncluded);
  const bindings = await remove(bindingKinds);
  if (bindings.length) return bindings;
  // The cells stay isolated until their components are gone.
  const releases = await remove(
    [releaseKind],
    each => !isBaselineRelease(each),
  );
  return releases.length ? releases : remove([releaseKind]);
}

/** The bindings of other organizations that a shared environment is resolved for. */
function listOtherUsers({ metadata }: Environment, read: Read): KubeObject[] {
  if (metadata.namespace !== sharedOrganization) {
    return [];
  }
  const { name } = metadata;
  const isUsedBy = (namespace: string | undefined, environment: string) =>
    environment === name &&
    namespace !== sharedOrganization &&
    !existsInCache(read, environmentKind, { namespace, name });
  return [
    ...bindingTypes.flatMap(({ bindingKind }) =>
      read
        .list(bindingKind)
        .filter(binding =>
          isUsedBy(binding.metadata.namespace, binding.spec.environment),
        ),
    ),
    ...read
      .list(apiBindingKind)
      .filter(binding =>
        isUsedBy(binding.metadata.namespace, binding.spec.environmentName),
      ),
  ];
}

/** Nothing of another organization is named, because conditions are readable. */
function usedByOthers(bindings: readonly KubeObject[]): string {
  const { size } = new Set(bindings.map(({ metadata }) => metadata.namespace));
  const remedy =
    bindings.length === 1
      ? 'delete it, or create an Environment of the same name in its organization'
      : 'delete them, or create an Environment of the same name in their organizations';
  return `${bindings.length} ${
    bindings.length === 1 ? 'binding' : 'bindings'
  } of ${size} other ${size === 1 ? 'organization' : 'organizations'} ${
    bindings.length === 1 ? 'uses' : 'use'
  } this shared environment; ${remedy}`;
}
