import { Clock } from '@promenade/kube-client';
import {
  Organization,
  finalizers,
  organizationKind,
} from '@promenade/openchoreo-model';
import { controlledBy } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { withConditions } from '../../runtime/with-conditions';
import { withFinalizer } from '../../runtime/with-finalizer';
import { Write } from '../../runtime/write';
import { finalizeOrganization } from './finalize';
import {
  namespaceKind,
  namespaceLabels,
} from '../../core/lookups/organization-namespace';

/**
 * An organization is a namespace of the same name. One that is there already is adopted: it gets the labels,
 * but no owner, so that it outlives the organization.
 */
export function organizationReconciler({ clock }: { clock: Clock }): Reconcile {
  return withFinalizer({
    clock,
    kind: organizationKind,
    finalizer: finalizers.organization,
    finalizing: 'OrganizationFinalizing',
    cleanUp: finalizeOrganization,
    async keep(organization, read, write) {
      await keepNamespace(organization, read, write);
      await write.updateStatus(
        organizationKind,
        organization,
        readyStatus(organization, new Date(clock.now())),
      );
    },
  });
}

async function keepNamespace(
  organization: Organization,
  read: Read,
  write: Write,
): Promise<void> {
  const { name } = organization.metadata;
  const namespace = read.get(namespaceKind, { name });
  if (namespace) {
    await write.update(namespaceKind, namespace, {
      ...namespace,
      metadata: {
        ...namespace.metadata,
        labels: { ...namespace.metadata.labels, ...namespaceLabels(name) },
      },
    });
    return;
  }
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

function readyStatus(organization: Organization, now: Date) {
  return {
    ...withConditions(
      organization,
      [
        {
          type: 'Ready',
          status: 'True',
          reason: 'NamespaceCreated',
          message: 'Successfully created the Namespace',
        },
      ],
      now,
    ),
    namespace: organization.metadata.name,
  };
}
