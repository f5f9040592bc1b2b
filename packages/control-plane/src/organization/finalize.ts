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
import { removeFound } from '../runtime/remove-found';
import { Write } from '../runtime/write';
import { Namespace, namespaceKind, namespaceLabels } from './namespace';

const reason = 'OrganizationFinalizing';

/**
 * Takes an organization away: its namespace with all that is in it where the organization made it,
 * else all OpenChoreo objects in the namespace, which is then given back.
 */
export async function finalizeOrganization(
  organization: Organization,
  read: Read,
  write: Write,
  now: Date,
): Promise<void> {
  const { name, uid } = organization.metadata;
  const namespace = read.get(namespaceKind, { name });
  const isOurs =
    namespace !== undefined && controllerOf(namespace)?.uid === uid;
  const waitsFor = isOurs
    ? await removeNamespace(namespace, write)
    : await removeContent(name, read, write);
  if (waitsFor) {
    await write.updateStatus(
      organizationKind,
      organization,
      finalizingStatus(organization, reason, waitsFor, now),
    );
    return;
  }
  if (namespace && !isOurs) {
    await giveBack(namespace, write);
  }
  await removeFinalizer(
    write,
    organizationKind,
    organization,
    finalizers.organization,
  );
}

/** @returns what is waited for */
async function removeNamespace(
  namespace: Namespace,
  write: Write,
): Promise<string> {
  await write.remove(namespaceKind, namespace);
  return `Waiting for namespace "${namespace.metadata.name}" and all that is in it to be deleted`;
}

/** @returns what is waited for; undefined when nothing is left */
async function removeContent(
  name: string,
  read: Read,
  write: Write,
): Promise<string | undefined> {
  const left = await removeFound(
    kinds.filter(({ scope }) => scope === 'Namespaced'),
    'namespace',
    name,
    read,
    write,
  );
  return left.length
    ? `Waiting for ${some(left)} to be deleted`
    : undefined;
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
