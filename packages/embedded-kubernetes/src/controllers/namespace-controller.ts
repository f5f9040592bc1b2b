import {
  resourceNameOf,
  type KubeObject,
  type ResourceType,
} from '../api/types';
import { withConditions, type ConditionState } from '../api/conditions';
import {
  contentFinalizersOf,
  systemNamespaces,
} from '../lifecycle/namespace-strategy';
import { deleteObject } from '../lifecycle/delete-object';
import { addressOf } from '../lifecycle/object-address';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { WorkQueue } from './work-queue';
import { internalWriteOptions } from '../lifecycle/write-options';
import { isObject } from '../schema/json';

const deletionDelayMs = 300;

/** An object left in a namespace that is being deleted. */
interface RemainingContent {
  resource: string;
  finalizers: string[];
}

/**
 * Deletes the content of namespaces that are being deleted, reports the remaining content in conditions, and
 * removes the content finalizer of empty namespaces. It waits a short time first, so that a client which deletes a namespace
 * and objects in it by one command still finds the objects.
 */
export class NamespaceController {
  private readonly queue: WorkQueue;
  private readonly unsubscribe: () => void;
  private readonly terminating = new Set<string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly lifecycle: ObjectLifecycle,
    onError: (error: unknown, namespace: string) => void,
  ) {
    this.queue = new WorkQueue({
      keyOf: name => name,
      work: name => this.terminate(name),
      onError,
    });
    this.unsubscribe = lifecycle.store.subscribeAll(({ type, key, object }) => {
      if (key.resource === 'namespaces')
        this.observe(object, type === 'DELETED');
      else if (this.terminating.has(key.namespace))
        this.queue.add(key.namespace);
    });
    for (const namespace of lifecycle.store.list('namespaces')) {
      this.observe(namespace, false);
    }
  }

  stop(): void {
    this.unsubscribe();
    this.timers.forEach(timer => clearTimeout(timer));
    this.queue.stop();
  }

  private observe(namespace: KubeObject, isDeleted: boolean): void {
    const { name = '', deletionTimestamp } = namespace.metadata;
    if (isDeleted) this.terminating.delete(name);
    else if (deletionTimestamp && contentFinalizersOf(namespace).length > 0) {
      if (this.terminating.has(name) || this.timers.has(name)) return;
      const start = () => {
        this.timers.delete(name);
        this.terminating.add(name);
        this.queue.add(name);
      };
      this.timers.set(name, setTimeout(start, deletionDelayMs));
    }
  }

  private terminate(name: string): void {
    const key = { resource: 'namespaces', namespace: '', name };
    const namespace = this.lifecycle.store.get(key);
    if (!namespace?.metadata.deletionTimestamp) return;
    this.lifecycle.store.write(() => {
      const remaining = this.deleteContent(name);
      this.lifecycle.updateUnvalidated(key, current => {
        const status = isObject(current.status) ? current.status : {};
        const conditions = withConditions(
          status.conditions,
          deletionConditions(remaining),
          this.lifecycle.now().getTime(),
        );
        const next = { ...current, status: { ...status, conditions } };
        return remaining.length > 0 ? next : withoutContentFinalizers(next);
      });
    });
  }

  private deleteContent(namespace: string): RemainingContent[] {
    const { registry, store } = this.lifecycle;
    const types = registry
      .all()
      .map(resource => registry.storageType(resourceNameOf(resource)))
      .filter(type => type !== undefined)
      .filter(type => type.scope === 'Namespaced');
    return types.flatMap(type => {
      const objects = store.list(resourceNameOf(type), { namespace });
      return objects.flatMap(object => this.deleteOne(type, object));
    });
  }

  private deleteOne(
    type: ResourceType,
    object: KubeObject,
  ): RemainingContent[] {
    const remaining = (current: KubeObject): RemainingContent[] => [
      {
        resource: `${type.plural}.${type.group}`,
        finalizers: current.metadata.finalizers ?? [],
      },
    ];
    if (object.metadata.deletionTimestamp) return remaining(object);
    const deletion = deleteObject(this.lifecycle, type, addressOf(object), {
      propagationPolicy: 'Background',
      dryRun: false,
    });
    return deletion.removed ? [] : remaining(deletion.object);
  }
}

/** The five conditions of a namespace that is being deleted. */
function deletionConditions(remaining: RemainingContent[]): ConditionState[] {
  const resources = countBy(remaining.map(item => item.resource));
  const finalizers = countBy(remaining.flatMap(item => item.finalizers));
  const list = (counts: Map<string, number>, word: string) =>
    [...counts]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `${name} ${word} ${count} resource instances`)
      .join(', ');
  return [
    {
      type: 'NamespaceDeletionDiscoveryFailure',
      status: 'False',
      reason: 'ResourcesDiscovered',
      message: 'All resources successfully discovered',
    },
    {
      type: 'NamespaceDeletionGroupVersionParsingFailure',
      status: 'False',
      reason: 'ParsedGroupVersions',
      message: 'All legacy kube types successfully parsed',
    },
    {
      type: 'NamespaceDeletionContentFailure',
      status: 'False',
      reason: 'ContentDeleted',
      message:
        'All content successfully deleted, may be waiting on finalization',
    },
    {
      type: 'NamespaceContentRemaining',
      ...(resources.size > 0
        ? {
            status: 'True',
            reason: 'SomeResourcesRemain',
            message: `Some resources are remaining: ${list(resources, 'has')}`,
          }
        : {
            status: 'False',
            reason: 'ContentRemoved',
            message: 'All content successfully removed',
          }),
    },
    {
      type: 'NamespaceFinalizersRemaining',
      ...(finalizers.size > 0
        ? {
            status: 'True',
            reason: 'SomeFinalizersRemain',
            message: `Some content in the namespace has finalizers remaining: ${list(
              finalizers,
              'in',
            )}`,
          }
        : {
            status: 'False',
            reason: 'ContentHasNoFinalizers',
            message: 'All content-preserving finalizers finished',
          }),
    },
  ];
}

function withoutContentFinalizers(namespace: KubeObject): KubeObject {
  return { ...namespace, spec: {} };
}

function countBy(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/** Creates the namespaces that every cluster has. */
export function ensureSystemNamespaces(lifecycle: ObjectLifecycle): void {
  const type = lifecycle.registry.storageType('namespaces');
  if (!type) return;
  for (const name of systemNamespaces) {
    const key = { resource: 'namespaces', namespace: '', name };
    if (lifecycle.store.get(key)) continue;
    lifecycle.create(
      type,
      '',
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
      internalWriteOptions,
    );
  }
}
