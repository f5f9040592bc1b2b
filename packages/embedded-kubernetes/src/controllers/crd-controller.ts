import { isDeepStrictEqual } from 'node:util';
import type { ResourceRegistry } from '../api/resource-registry';
import {
  parseCrdSpec,
  resourceTypesOf,
  type CrdSpec,
} from '../api/custom-resource-definition';
import { isObject } from '../schema/json';
import type { SkippedExpression } from '../schema/validation-rules/compile-rules';
import type { KubeObject } from '../api/types';
import { withConditions, type ConditionState } from '../api/conditions';
import { crdFinalizer } from '../lifecycle/crd-strategy';
import { addressOf } from '../lifecycle/object-address';
import { deleteObject } from '../lifecycle/delete-object';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { WorkQueue } from './work-queue';

const crds = 'customresourcedefinitions.apiextensions.k8s.io';

/**
 * Registers the kinds of CustomResourceDefinitions, sets their conditions, and deletes all custom resources
 * of a definition that is being deleted.
 */
export class CrdController {
  private readonly queue: WorkQueue;
  private readonly unsubscribers: (() => void)[] = [];
  private readonly terminating = new Set<string>();
  private readonly registry: ResourceRegistry;
  /** The spec of each definition that is registered. */
  private readonly registeredSpecs = new Map<string, unknown>();

  constructor(
    private readonly lifecycle: ObjectLifecycle,
    onError: (error: unknown, name: string) => void,
    private readonly onRuleSkipped: (
      rule: SkippedExpression,
      name: string,
    ) => void = () => {},
  ) {
    this.registry = lifecycle.registry;
    this.queue = new WorkQueue({
      keyOf: name => name,
      work: name => this.deleteInstances(name),
      onError,
    });
    const { store } = lifecycle;
    for (const crd of store.list(crds)) this.observe(crd);
    this.unsubscribers.push(
      store.subscribe(crds, ({ type, key, object }) => {
        if (type === 'DELETED') this.unregister(key.name);
        else this.observe(object);
      }),
      store.subscribeAll(({ type, key }) => {
        if (type === 'DELETED' && this.terminating.has(key.resource)) {
          this.queue.add(key.resource);
        }
      }),
    );
  }

  stop(): void {
    this.unsubscribers.forEach(stop => stop());
    this.queue.stop();
  }

  private observe(crd: KubeObject): void {
    const { name = '', deletionTimestamp } = crd.metadata;
    const spec = parseCrdSpec(crd);
    const conflict = this.findNameConflict(spec, name);
    const isRegistered = isDeepStrictEqual(
      this.registeredSpecs.get(name),
      crd.spec,
    );
    if (!conflict && !isRegistered) {
      const { served, storage } = resourceTypesOf(crd);
      this.registry.register(served, storage);
      this.registeredSpecs.set(name, crd.spec);
      for (const rule of served.flatMap(type => type.rules?.skipped ?? [])) {
        this.onRuleSkipped(rule, name);
      }
    }
    if (deletionTimestamp) {
      this.terminating.add(name);
      this.queue.add(name);
    }
    this.lifecycle.updateUnvalidated(
      { resource: crds, namespace: '', name },
      current => this.withStatus(current, spec, conflict),
    );
  }

  private unregister(name: string): void {
    this.terminating.delete(name);
    this.registeredSpecs.delete(name);
    this.registry.unregister(name);
    for (const crd of this.lifecycle.store.list(crds)) this.observe(crd);
  }

  /** Deletes the custom resources of a definition; removes the finalizer of the definition when none is left. */
  private deleteInstances(name: string): void {
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
    this.lifecycle.updateUnvalidated(
      { resource: crds, namespace: '', name },
      crd => {
        const { finalizers = [], ...metadata } = crd.metadata;
        const rest = finalizers.filter(finalizer => finalizer !== crdFinalizer);
        return {
          ...crd,
          metadata:
            rest.length > 0 ? { ...metadata, finalizers: rest } : metadata,
        };
      },
    );
  }

  /** The condition that reports a name which another kind of the group has; undefined if there is no conflict. */
  private findNameConflict(
    spec: CrdSpec,
    name: string,
  ): ConditionState | undefined {
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
    const candidates: [string, string | undefined, Set<string>][] = [
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
    // As in Kubernetes, the last conflict is reported.
    const found = candidates.findLast(
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
    conflict: ConditionState | undefined,
  ): KubeObject {
    const status = isObject(crd.status) ? crd.status : {};
    const conditions: ConditionState[] = [
      conflict ?? {
        type: 'NamesAccepted',
        status: 'True',
        reason: 'NoConflicts',
        message: 'no conflicts found',
      },
      conflict
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
    return {
      ...crd,
      status: {
        ...status,
        ...(conflict ? {} : { acceptedNames: spec.names }),
        storedVersions: [
          ...new Set([...stored, ...(storage ? [storage] : [])]),
        ],
        conditions: withConditions(
          status.conditions,
          conditions,
          this.lifecycle.now().getTime(),
        ),
      },
    };
  }
}
