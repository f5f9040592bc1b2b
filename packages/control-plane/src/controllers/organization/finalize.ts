import { Organization, kinds } from '@promenade/openchoreo-model';
import { waitingForDeletion } from '../../runtime/conditions';
import { controllerOf } from '../../runtime/owner-reference';
import {
  deletionBlockedBy,
  unblockDeletionHint,
} from '../../runtime/deletion-blocked';
import { Read } from '../../runtime/read';
import { deleteIndexed } from '../../runtime/delete-indexed';
import { DeletionBlocked } from '../../runtime/finalizer';
import { Write } from '../../runtime/write';
import {
  Namespace,
  namespaceKind,
  organizationNamespaceLabels,
} from '../../core/lookups/organization-namespace';
import { indexes } from '../../core/lookups/indexes';

/** Interval at which the content of the namespace is checked, in milliseconds. */
const contentRecheckMs = 500;

/**
 * Cleans up an organization: deletes the OpenChoreo objects in its namespace, then the namespace if the organization created
 * it. An adopted namespace only loses the labels of the organization.
 */
export async function finalizeOrganization(
  { metadata: { name, uid } }: Organization,
  read: Read,
  write: Write,
): Promise<DeletionBlocked | undefined> {
  const content = await deleteIndexed(
    kinds.filter(({ scope }) => scope === 'Namespaced'),
    indexes.namespace,
    name,
    read,
    write,
  );
  if (content.length) {
    return {
      message: waitingForDeletion(content),
      requeueAfter: contentRecheckMs,
    };
  }
  const namespace = read.get(namespaceKind, { name });
  if (namespace && controllerOf(namespace)?.uid === uid) {
    await write.remove(namespaceKind, namespace);
    const blocked = deletionBlockedBy(namespace);
    const label = `namespace "${name}"`;
    return {
      message: blocked
        ? `${waitingForDeletion([
            `${label} (${blocked})`,
          ])}; ${unblockDeletionHint}`
        : waitingForDeletion([label]),
    };
  }
  if (namespace) {
    await removeOrganizationLabels(namespace, write);
  }
  return undefined;
}

async function removeOrganizationLabels(
  namespace: Namespace,
  write: Write,
): Promise<void> {
  const organizationLabels = organizationNamespaceLabels(
    namespace.metadata.name,
  );
  const others = Object.entries(namespace.metadata.labels ?? {}).filter(
    ([label, value]) => organizationLabels[label] !== value,
  );
  await write.update(namespaceKind, namespace, {
    ...namespace,
    metadata: { ...namespace.metadata, labels: Object.fromEntries(others) },
  });
}
