import { deleteObject } from '../lifecycle/delete-object';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import { internalWriteOptions, WriteOptions } from '../lifecycle/write-options';
import { JsonObject, jsonEquals } from '../schema/json';
import { KubeObject, storedResourceOf, ResourceType } from '../api/types';
import {
  ObjectChange,
  Cluster,
  KindRef,
  nameOf,
  namespaceOf,
  NewObject,
  statusOf,
} from './cluster';

const options: WriteOptions = {
  ...internalWriteOptions,
  manager: 'simulated-data-plane',
};

/** The `Cluster` of the simulation on the ObjectLifecycle of this process. */
export class LifecycleCluster implements Cluster {
  private readonly types = new Map<string, ResourceType | undefined>();

  constructor(private readonly lifecycle: ObjectLifecycle) {
    lifecycle.registry.onChange(() => this.types.clear());
  }

  now(): number {
    return this.lifecycle.now().getTime();
  }

  get(kind: KindRef, namespace: string, name: string): KubeObject | undefined {
    const type = this.find(kind);
    return (
      type &&
      this.lifecycle.store.get({
        resource: storedResourceOf(type),
        namespace: type.scope === 'Cluster' ? '' : namespace,
        name,
      })
    );
  }

  list(kind: KindRef, namespace?: string): KubeObject[] {
    const type = this.find(kind);
    return type
      ? this.lifecycle.store.list(storedResourceOf(type), { namespace })
      : [];
  }

  dependents(owner: KubeObject, kind: KindRef): KubeObject[] {
    const type = this.find(kind);
    const { store } = this.lifecycle;
    const found = store
      .dependentsOf(owner.metadata.uid ?? '')
      .filter(key => type && key.resource === storedResourceOf(type))
      .map(key => store.get(key));
    return found.filter(object => object !== undefined);
  }

  create(object: NewObject): KubeObject {
    return this.lifecycle.create(
      this.typeOf(object),
      object.metadata.namespace ?? '',
      object,
      options,
    );
  }

  update(object: KubeObject): void {
    this.replace(object, undefined);
  }

  updateStatus(object: KubeObject, status: JsonObject): void {
    const stored = this.get(object, namespaceOf(object), nameOf(object));
    if (!stored || jsonEquals(statusOf(stored), status)) return;
    const { subresources } = this.typeOf(object);
    this.replace(
      { ...stored, status },
      subresources.status ? 'status' : undefined,
    );
  }

  delete(object: KubeObject): void {
    const address = { namespace: namespaceOf(object), name: nameOf(object) };
    if (!this.get(object, address.namespace, address.name)) return;
    deleteObject(this.lifecycle, this.typeOf(object), address, {
      propagationPolicy: 'Background',
      dryRun: false,
    });
  }

  transaction(work: () => void): void {
    this.lifecycle.store.write(work);
  }

  watch(listener: (change: ObjectChange) => void): () => void {
    return this.lifecycle.store.subscribeAll(({ type, object, previous }) =>
      listener({
        object,
        previous: type === 'DELETED' ? undefined : previous,
        deleted: type === 'DELETED',
      }),
    );
  }

  private replace(object: KubeObject, subresource: 'status' | undefined) {
    const namespace = namespaceOf(object);
    const name = nameOf(object);
    const stored = this.get(object, namespace, name);
    if (!stored) return;
    // Reading and writing are synchronous, so the version is current.
    const { resourceVersion } = stored.metadata;
    this.lifecycle.update(
      this.typeOf(object),
      { namespace, name },
      { ...object, metadata: { ...object.metadata, resourceVersion } },
      options,
      subresource,
    );
  }

  private find({ apiVersion, kind }: KindRef): ResourceType | undefined {
    const key = `${apiVersion} ${kind}`;
    if (!this.types.has(key)) {
      this.types.set(key, this.lifecycle.registry.findKind(apiVersion, kind));
    }
    return this.types.get(key);
  }

  private typeOf(kind: KindRef): ResourceType {
    const type = this.find(kind);
    if (!type) {
      throw new Error(
        `The simulated data plane needs ${kind.kind} of ${kind.apiVersion}, which is not registered.`,
      );
    }
    return type;
  }
}
