import type { ResourceRegistry } from '../api/resource-registry';
import {
  parseCrdSpec,
  servedTypesOf,
  type CrdSpec,
} from '../api/custom-resource-definition';
import { isObject } from '../schema/json';
import type { KubeObject } from '../api/types';
import { withConditions, type ConditionState } from '../lifecycle/conditions';
import { crdFinalizer } from '../lifecycle/crd-strategy';
import { addressOf } from '../lifecycle/object-address';
import { deleteObject } from '../lifecycle/delete-object';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { timestamp } from '../lifecycle/timestamp';
import { WorkLoop } from './work-queue';

const crds = 'customresourcedefinitions.apiextensions.k8s.io';

/**
 * Serves the kinds that CustomResourceDefinitions describe: registers their types, says so in their conditions,
 * and removes all objects of a kind whose definition is deleted.
 */
export class CrdController {
  private readonly loop: WorkLoop;
  private readonly stops: (() => void)[] = [];
  private readonly terminating = new Set<string>();
  private readonly registry: ResourceRegistry;
  /** The generation in which each definition is served. */
  private readonly served = new Map<string, number | undefined>();

  constructor(
    private readonly lifecycle: ObjectLifecycle,
    onError: (error: unknown, name: string) => void,
  ) {
    this.registry = lifecycle.registry;
    this.loop = new WorkLoop(name => this.cleanUp(name), onError);
    const { store } = lifecycle;
    for (const crd of store.list(crds)) this.observe(crd);
    this.stops.push(
      store.subscribe(crds, ({ type, key, object }) => {
        if (type === 'DELETED') this.remove(key.name);
        else this.observe(object);
      }),
      store.subscribeAll(({ type, key }) => {
        if (type === 'DELETED' && this.terminating.has(key.resource)) {
          this.loop.add(key.resource);
        }
      }),
    );
  }

  stop(): void {
    this.stops.forEach(stop => stop());
    this.loop.stop();
  }

  private observe(crd: KubeObject): void {
    const { name = '', deletionTimestamp } = crd.metadata;
    const spec = parseCrdSpec(crd);
    const clash = this.clashOf(spec, name);
    if (!clash && this.served.get(name) !== crd.metadata.generation) {
      const { types, storageVersion } = servedTypesOf(crd);
      this.registry.register(types, storageVersion);
      this.served.set(name, crd.metadata.generation);
    }
    if (deletionTimestamp) {
      this.terminating.add(name);
      this.loop.add(name);
    }
    this.lifecycle.amend({ resource: crds, namespace: '', name }, held =>
      this.withStatus(held, spec, clash),
    );
  }

  private remove(name: string): void {
    this.terminating.delete(name);
    this.served.delete(name);
    this.registry.unregister(name);
    for (const crd of this.lifecycle.store.list(crds)) this.observe(crd);
  }

  /** Deletes what is left of a kind; once nothing is, lets its definition go. */
  private cleanUp(name: string): void {
    const { store } = this.lifecycle;
    const type = this.registry.storageType(name);
    if (type) {
      for (const object of store.list(name)) {
        if (object.metadata.deletionTimestamp) continue;
        deleteObject(this.lifecycle, type, addressOf(object), {
          propagationPolicy: 'Background',
          dryRun: false,
        });
      }
    }
    if (store.count(name) > 0) return;
    this.lifecycle.amend({ resource: crds, namespace: '', name }, crd => {
      const { finalizers = [], ...metadata } = crd.metadata;
      const rest = finalizers.filter(finalizer => finalizer !== crdFinalizer);
      return {
        ...crd,
        metadata:
          rest.length > 0 ? { ...metadata, finalizers: rest } : metadata,
      };
    });
  }

  /** What another kind of the group is called already, if anything. */
  private clashOf(spec: CrdSpec, name: string): ConditionState | undefined {
    const others = this.registry
      .types()
      .filter(
        type =>
          type.group === spec.group && `${type.plural}.${type.group}` !== name,
      );
    const names = new Set(
      others.flatMap(type => [type.plural, type.singular, ...type.shortNames]),
    );
    const kinds = new Set(
      others.flatMap(type => [type.kind, type.listKind ?? `${type.kind}List`]),
    );
    const { singular, shortNames = [], plural, kind, listKind } = spec.names;
    const clashes: [string, string | undefined, Set<string>][] = [
      ['PluralConflict', plural, names],
      ['SingularConflict', singular, names],
      ...shortNames.map((shortName): [string, string, Set<string>] => [
        'ShortNamesConflict',
        shortName,
        names,
      ]),
      ['KindConflict', kind, kinds],
      ['ListKindConflict', listKind, kinds],
    ];
    // As in Kubernetes, what is looked at last has the last word.
    const found = clashes.findLast(
      ([, word, taken]) => word && taken.has(word),
    );
    return (
      found && {
        type: 'NamesAccepted',
        status: 'False',
        reason: found[0],
        message: `"${found[1]}" is already in use`,
      }
    );
  }

  private withStatus(
    crd: KubeObject,
    spec: CrdSpec,
    clash: ConditionState | undefined,
  ): KubeObject {
    const status = isObject(crd.status) ? crd.status : {};
    const conditions: ConditionState[] = [
      clash ?? {
        type: 'NamesAccepted',
        status: 'True',
        reason: 'NoConflicts',
        message: 'no conflicts found',
      },
      clash
        ? {
            type: 'Established',
            status: 'False',
            reason: 'NotAccepted',
            message: 'not all names are accepted',
          }
        : {
            type: 'Established',
            status: 'True',
            reason: 'InitialNamesAccepted',
            message: 'the initial names have been accepted',
          },
    ];
    if (crd.metadata.deletionTimestamp) {
      conditions.push({
        type: 'Terminating',
        status: 'True',
        reason: 'InstanceDeletionInProgress',
        message: 'CustomResource deletion is in progress',
      });
    }
    const stored = Array.isArray(status.storedVersions)
      ? status.storedVersions
      : [];
    const storage = spec.versions.find(version => version.storage)?.name;
    const next: KubeObject = {
      ...crd,
      status: {
        ...status,
        ...(clash ? {} : { acceptedNames: spec.names }),
        storedVersions: [
          ...new Set([...stored, ...(storage ? [storage] : [])]),
        ],
      },
    };
    return withConditions(next, conditions, timestamp(this.lifecycle.now()));
  }
}
