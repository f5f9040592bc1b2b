import {
  Environment,
  environmentKind,
  finalizers,
  releaseKind,
} from '@promenade/openchoreo-model';
import { Cells } from '../cell/cells';
import { componentTypes } from '../component-type/component-types';
import { dataPlaneOf } from '../data-planes';
import { removeFinalizer } from '../runtime/finalizer';
import { finalizingStatus, some } from '../runtime/finalizing';
import { inNamespace } from '../runtime/indexes';
import { Read } from '../runtime/read';
import { ReconcileResult } from '../runtime/reconcile';
import { Write } from '../runtime/write';

const reason = 'EnvironmentFinalizing';

/** How often a data plane is asked whether the cells are gone, in milliseconds. */
const cellInterval = 2_000;

/**
 * Takes an environment away: first what is bound to it, then its cells.
 * It stays until the last Release has been cleaned up, because that needs to know the data plane.
 */
export async function finalizeEnvironment(
  environment: Environment,
  cells: Cells,
  read: Read,
  write: Write,
  now: Date,
): Promise<ReconcileResult | undefined> {
  const wait = (message: string) =>
    write.updateStatus(
      environmentKind,
      environment,
      finalizingStatus(environment, reason, message, now),
    );
  const bound = await removeBound(environment, read, write);
  if (bound.length) {
    await wait(`Waiting for ${some(bound)} to be deleted`);
    return undefined;
  }
  const { namespace = '', name } = environment.metadata;
  const found = dataPlaneOf(read, namespace, name);
  if ('dataPlane' in found) {
    const selector = { organization: namespace, environment: name };
    let namespaces: string[];
    try {
      namespaces = await cells.remove(found.dataPlane, selector);
    } catch (error) {
      await wait(error instanceof Error ? error.message : String(error));
      throw error;
    }
    if (namespaces.length) {
      await wait(`Waiting for namespace ${some(namespaces)} to be deleted`);
      return { requeueAfter: cellInterval };
    }
  }
  await removeFinalizer(
    write,
    environmentKind,
    environment,
    finalizers.environment,
  );
  return undefined;
}

async function removeBound(
  { metadata }: Environment,
  read: Read,
  write: Write,
): Promise<string[]> {
  const value = inNamespace(metadata.namespace ?? '', metadata.name);
  const left: string[] = [];
  for (const { bindingKind } of componentTypes) {
    for (const binding of read.byIndex(bindingKind, 'environment', value)) {
      left.push(`${binding.kind} "${binding.metadata.name}"`);
      await write.remove(bindingKind, binding);
    }
  }
  for (const release of read.byIndex(releaseKind, 'environment', value)) {
    left.push(`Release "${release.metadata.name}"`);
  }
  return left;
}
