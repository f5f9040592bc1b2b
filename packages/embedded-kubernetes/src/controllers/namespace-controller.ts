import { resourceNameOf, type KubeObject, type ServedType } from '../api/types';
import { withConditions, type ConditionState } from '../lifecycle/conditions';
import { contentFinalizersOf } from '../lifecycle/namespace-strategy';
import { deleteObject } from '../lifecycle/delete-object';
import { addressOf } from '../lifecycle/object-address';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { timestamp } from '../lifecycle/timestamp';
import { WorkLoop } from './work-queue';

const patienceMs = 300;

/** Something left in a namespace that is going away. */
interface Remainder {
  resource: string;
  finalizers: string[];
}

/**
 * Empties namespaces that are being deleted, says in their conditions what is left, and lets them go when nothing is.
 * It begins after a moment: whoever deletes a namespace together with things in it means to find these things.
 */
export class NamespaceController {
  private readonly loop: WorkLoop;
  private readonly unsubscribe: () => void;
  private readonly terminating = new Set<string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(
    private readonly lifecycle: ObjectLifecycle,
    onError: (error: unknown, namespace: string) => void,
  ) {
    this.loop = new WorkLoop(name => this.terminate(name), onError);
    this.unsubscribe = lifecycle.store.subscribeAll(({ type, key, object }) => {
      if (key.resource === 'namespaces')
        this.observe(object, type === 'DELETED');
      else if (this.terminating.has(key.namespace))
        this.loop.add(key.namespace);
    });
    for (const namespace of lifecycle.store.list('namespaces')) {
      this.observe(namespace, false);
    }
  }

  stop(): void {
    this.unsubscribe();
    this.timers.forEach(timer => clearTimeout(timer));
    this.loop.stop();
  }

  private observe(namespace: KubeObject, gone: boolean): void {
    const { name = '', deletionTimestamp } = namespace.metadata;
    if (gone) this.terminating.delete(name);
    else if (deletionTimestamp && contentFinalizersOf(namespace).length > 0) {
      if (this.terminating.has(name) || this.timers.has(name)) return;
      const begin = () => {
        this.timers.delete(name);
        this.terminating.add(name);
        this.loop.add(name);
      };
      this.timers.set(name, setTimeout(begin, patienceMs));
    }
  }

  private terminate(name: string): void {
    const key = { resource: 'namespaces', namespace: '', name };
    const namespace = this.lifecycle.store.get(key);
    if (!namespace?.metadata.deletionTimestamp) return;
    this.lifecycle.store.write(() => {
      const remainders = this.deleteContent(name);
      const now = timestamp(this.lifecycle.now());
      this.lifecycle.amend(key, held => {
        const next = withConditions(held, conditionsOf(remainders), now);
        return remainders.length > 0 ? next : released(next);
      });
    });
  }

  private deleteContent(namespace: string): Remainder[] {
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

  private deleteOne(type: ServedType, object: KubeObject): Remainder[] {
    const remainder = (held: KubeObject): Remainder[] => [
      {
        resource: `${type.plural}.${type.group}`,
        finalizers: held.metadata.finalizers ?? [],
      },
    ];
    if (object.metadata.deletionTimestamp) return remainder(object);
    const deletion = deleteObject(this.lifecycle, type, addressOf(object), {
      propagationPolicy: 'Background',
      dryRun: false,
    });
    return deletion.removed ? [] : remainder(deletion.object);
  }
}

/** The five conditions of a namespace that is going away. */
function conditionsOf(remainders: Remainder[]): ConditionState[] {
  const resources = countBy(remainders.map(item => item.resource));
  const finalizers = countBy(remainders.flatMap(item => item.finalizers));
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

function released(namespace: KubeObject): KubeObject {
  return { ...namespace, spec: {} };
}

function countBy(names: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
