import {
  Organization,
  finalizers,
  kinds,
  organizationKind,
} from '@promenade/openchoreo-model';
import { removeFinalizer } from '../runtime/finalizer';
import { finalizingStatus, some } from '../runtime/finalizing';
import { controllerOf } from '../runtime/owner-reference';
import { Read } from '../runtime/read';
import { ReconcileResult } from '../runtime/reconcile';
import { removeFound } from '../runtime/remove-found';
import { Write } from '../runtime/write';
import { Namespace, namespaceKind, namespaceLabels } from './namespace';

/** How often is looked whether the content of the namespace is gone, in milliseconds. */
const contentInterval = 500;

/**
 * Takes an organization away: all OpenChoreo objects in its namespace, then the namespace where the organization made it.
 * One that it adopted is given back.
 */
export async function finalizeOrganization(
  organization: Organization,
  read: Read,
  write: Write,
  now: Date,
): Promise<ReconcileResult | undefined> {
  const { name, uid } = organization.metadata;
  const wait = (what: string) =>
    write.updateStatus(
      organizationKind,
      organization,
      finalizingStatus(
        organization,
        'OrganizationFinalizing',
        `Waiting for ${what} to be deleted`,
        now,
      ),
    );
  const content = await removeFound(
    kinds.filter(({ scope }) => scope === 'Namespaced'),
    'namespace',
    name,
    read,
    write,
  );
  if (content.length) {
    await wait(some(content));
    return { requeueAfter: contentInterval };
  }
  const namespace = read.get(namespaceKind, { name });
  if (namespace && controllerOf(namespace)?.uid === uid) {
    await write.remove(namespaceKind, namespace);
    await wait(`namespace "${name}"`);
    return undefined;
  }
  if (namespace) {
    await giveBack(namespace, write);
  }
  await removeFinalizer(
    write,
    organizationKind,
    organization,
    finalizers.organization,
  );
  return undefined;
}

async function giveBack(namespace: Namespace, write: Write): Promise<void> {
  const ours = namespaceLabels(namespace.metadata.name);
  const kept = Object.entries(namespace.metadata.labels ?? {}).filter(
    ([label, value]) => ours[label] !== value,
  );
  await write.update(namespaceKind, namespace, {
    ...namespace,
    metadata: { ...namespace.metadata, labels: Object.fromEntries(kept) },
  });
}
