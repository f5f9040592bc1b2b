import { Clock } from '@promenade/kube-client';
import {
  Organization,
  finalizers,
  organizationKind,
  setCondition,
} from '@promenade/openchoreo-model';
import {
  ensureFinalizer,
  hasFinalizer,
  isDeleting,
} from '../runtime/finalizer';
import { controlledBy } from '../runtime/owner-reference';
import { Reconcile } from '../runtime/reconcile';
import { finalizeOrganization } from './finalize';
import { namespaceKind, namespaceLabels } from './namespace';

/**
 * An organization is a namespace of the same name. One that is there already is adopted: it gets the labels,
 * but no owner, so that it outlives the organization.
 */
export function organizationReconciler({ clock }: { clock: Clock }): Reconcile {
  return async ({ name }, read, write) => {
    const found = read.get(organizationKind, { name });
    if (!found) {
      return undefined;
    }
    const now = () => new Date(clock.now());
    if (isDeleting(found)) {
      return hasFinalizer(found, finalizers.organization)
        ? finalizeOrganization(found, read, write, now())
        : undefined;
    }
    const organization = await ensureFinalizer(
      write,
      organizationKind,
      found,
      finalizers.organization,
    );
    const namespace = read.get(namespaceKind, { name });
    if (namespace) {
      await write.update(namespaceKind, namespace, {
        ...namespace,
        metadata: {
          ...namespace.metadata,
          labels: { ...namespace.metadata.labels, ...namespaceLabels(name) },
        },
      });
    } else {
      await write.create(namespaceKind, {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: {
          name,
          labels: namespaceLabels(name),
          ownerReferences: [controlledBy(organization)],
        },
      });
    }
    await write.updateStatus(
      organizationKind,
      organization,
      readyStatus(organization, now()),
    );
    return undefined;
  };
}

function readyStatus({ metadata, status }: Organization, now: Date) {
  const observedGeneration = metadata.generation;
  return {
    ...status,
    observedGeneration,
    namespace: metadata.name,
    conditions: setCondition(
      status?.conditions,
      {
        type: 'Ready',
        status: 'True',
        reason: 'NamespaceCreated',
        message: 'Successfully created the Namespace',
        observedGeneration,
      },
      now,
    ),
  };
}
