import { Clock } from '@promenade/kube-client';
import {
  ConditionInput,
  Organization,
  finalizers,
  isDnsLabel,
  organizationKind,
} from '@promenade/openchoreo-model';
import { describeProblem } from '../../core/problem';
import { findQuotaProblems } from '../../render/baseline/render-quota';
import { controllerReference } from '../../runtime/owner-reference';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { withConditions } from '../../runtime/conditions';
import { withFinalizer } from '../../runtime/finalizer';
import { Write } from '../../runtime/write';
import { accessCondition, applyAccess, recordAccess } from './access';
import { finalizeOrganization } from './finalize';
import type { RoleBindings } from './role-bindings';
import {
  namespaceKind,
  organizationNamespaceLabels,
} from '../../core/lookups/organization-namespace';

/**
 * Intervals, in milliseconds, at which the RoleBindings of an organization are compared with its access, because no watch reports
 * their changes: while they are as declared, and after a failure.
 */
const accessRecheckMs = { applied: 300_000, failed: 30_000 };

/**
 * Reconciles the namespace of an organization, which has its name. An existing namespace is adopted: it gets the labels but no
 * owner reference, so that deleting the organization does not delete it. The RoleBindings of `spec.access` are in this namespace.
 */
export function organizationReconciler({
  clock,
  roleBindings,
}: {
  clock: Clock;
  roleBindings: RoleBindings;
}): Reconcile {
  return withFinalizer({
    clock,
    kind: organizationKind,
    finalizer: finalizers.organization,
    finalizingReason: 'OrganizationFinalizing',
    cleanUp: finalizeOrganization,
    async reconcile(organization, read, write) {
      const now = new Date(clock.now());
      // The API server would reject the namespace at every attempt.
      if (!isDnsLabel(organization.metadata.name)) {
        await write.updateStatus(
          organizationKind,
          organization,
          invalidNameStatus(organization, now),
        );
        return undefined;
      }
      await ensureNamespace(organization, read, write);
      const recorded = recordAccess(organization);
      const current = recorded
        ? await write.updateStatus(organizationKind, organization, {
            ...withConditions(organization, [recorded], now),
            namespace: organization.metadata.name,
          })
        : organization;
      const access = await applyAccess(current, roleBindings);
      const status = withConditions(
        current,
        [readyCondition(current), ...(access ? [access] : [])],
        now,
      );
      await write.updateStatus(organizationKind, current, {
        ...status,
        conditions: status.conditions.filter(
          ({ type }) => access || type !== accessCondition,
        ),
        namespace: organization.metadata.name,
      });
      return (
        access && {
          requeueAfter:
            access.status === 'True'
              ? accessRecheckMs.applied
              : accessRecheckMs.failed,
        }
      );
    },
  });
}

async function ensureNamespace(
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
        labels: {
          ...namespace.metadata.labels,
          ...organizationNamespaceLabels(name),
        },
      },
    });
    return;
  }
  await write.create(namespaceKind, {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: organizationNamespaceLabels(name),
      ownerReferences: [controllerReference(organization)],
    },
  });
}

function invalidNameStatus(organization: Organization, now: Date) {
  return withConditions(
    organization,
    [
      {
        type: 'Ready',
        status: 'False',
        reason: 'InvalidConfiguration',
        message: `metadata.name: "${organization.metadata.name}" cannot be the name of a namespace; create the organization under a name of at most 63 lower case letters, digits and hyphens`,
      },
    ],
    now,
  );
}

function readyCondition({ spec }: Organization): ConditionInput {
  const problems = findQuotaProblems(spec.quota ?? {});
  return problems.length > 0
    ? {
        type: 'Ready',
        status: 'False',
        reason: 'InvalidConfiguration',
        message: `${problems
          .map(describeProblem)
          .join('; ')}; cells keep the quota that they have`,
      }
    : {
        type: 'Ready',
        status: 'True',
        reason: 'NamespaceCreated',
        message: 'Successfully created the Namespace',
      };
}
