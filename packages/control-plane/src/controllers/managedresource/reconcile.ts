import { Clock, KubeObject } from '@promenade/kube-client';
import {
  ManagedResource,
  environmentKind,
  managedResourceKind,
  projectKind,
} from '@promenade/openchoreo-model';
import { bindingTypes } from '../../core/component-type/binding-types';
import { isDeleting } from '../../runtime/finalizer';
import { indexes, inNamespace } from '../../core/lookups/indexes';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { findShared } from '../../core/lookups/shared-resource';
import { withConditions } from '../../runtime/conditions';
import { connectability } from './connectability';

/** Reports in which environments components can connect to a managed resource, and how many do. */
export function managedResourceReconciler({
  clock,
}: {
  clock: Clock;
}): Reconcile {
  return async (key, read, write) => {
    const resource = read.get(managedResourceKind, key);
    if (!resource || isDeleting(resource)) {
      return;
    }
    const namespace = resource.metadata.namespace ?? '';
    const hasEnvironment = (name: string) =>
      findShared(read, environmentKind, namespace, name) !== undefined;
    const ready = connectability(resource, {
      hasEnvironment,
      hasProject: name =>
        read.get(projectKind, { namespace, name }) !== undefined,
    });
    await write.updateStatus(managedResourceKind, resource, {
      ...withConditions(resource, [ready], new Date(clock.now())),
      environments: formatEnvironments(resource, hasEnvironment),
      connections: listConnectedBindings(resource, read).length,
    });
  };
}

/** Formats the environments that a managed resource is available in, for `kubectl get`. */
function formatEnvironments(
  { spec }: ManagedResource,
  exists: (name: string) => boolean,
): string {
  return spec.environments
    .map(({ environment }) => environment)
    .filter(exists)
    .join(', ');
}

/** Lists the deployed bindings that connect to a managed resource. */
function listConnectedBindings(
  { metadata: { namespace = '', name }, spec }: ManagedResource,
  read: Read,
): KubeObject[] {
  const available = new Set(
    spec.environments.map(({ environment }) => environment),
  );
  return bindingTypes.flatMap(({ bindingKind }) =>
    read
      .byIndex(
        bindingKind,
        indexes.managedResource,
        inNamespace(namespace, name),
      )
      .filter(
        binding =>
          binding.spec.releaseState !== 'Undeploy' &&
          available.has(binding.spec.environment),
      ),
  );
}
