import { systemClock } from '../clock/Clock';
import { noMetrics } from '../metrics/Metrics';
import { KubeObject, UnstructuredObject } from '../objects/KubeObject';
import { ObjectKey } from '../objects/ObjectKey';
import { ResourceType } from '../objects/ResourceType';
import { isNotFound } from './ApiError';
import { Credentials } from './Credentials';
import { DiscoveredResource, DiscoveryCache } from './DiscoveryCache';
import {
  ClusterAccess,
  fromClusterAccess,
  fromKubeconfigFile,
  fromServiceAccount,
} from './kubeConfigCredentials';
import { KubeClientOptions } from './KubeClientOptions';
import { listPages } from './listPages';
import { decodeObject } from './decodeObject';
import { collectionPath, objectPath, withQuery } from './paths';
import {
  ApplyOptions,
  CallOptions,
  DeleteOptions,
  ListOptions,
  PatchOptions,
  StatusOptions,
  WatchOptions,
  WriteOptions,
} from './requestOptions';
import { serverVersion, ServerVersion } from './serverVersion';
import { ApiRequest } from './ApiRequest';
import { Transport } from './Transport';
import { openWatch, WatchEvent } from './openWatch';
const patchTypes = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

/**
 * The Kubernetes API over one pool of connections: plain JSON in and out, nothing dropped, nothing converted.
 *
 * Every call throws {@link ApiError} when the server refuses and {@link ConnectionError} when there is no answer.
 *
 * @public
 */
export class KubeClient {
  /** Base URL of the API server. */
  readonly server: string;
  /** Namespace of the context, where it names one. */
  readonly namespace?: string;
  readonly #transport: Transport;
  readonly #discovery: DiscoveryCache;

  private constructor(credentials: Credentials, options: KubeClientOptions) {
    const clock = options.clock ?? systemClock;
    this.server = credentials.server;
    this.namespace = credentials.namespace;
    this.#transport = new Transport(credentials, {
      userAgent: options.userAgent ?? 'promenade-kube-client',
      qps: options.qps ?? 50,
      burst: options.burst ?? 100,
      concurrency: options.concurrency ?? 16,
      timeoutMs: options.timeoutMs ?? 30_000,
      maxAttempts: options.maxAttempts ?? 5,
      maxRetryWaitMs: options.maxRetryWaitMs ?? 30_000,
      clock,
      metrics: options.metrics ?? noMetrics,
    });
    this.#discovery = new DiscoveryCache(this.#transport, clock);
  }

  /**
   * A client for a kubeconfig file; without one, for `KUBECONFIG`, `~/.kube/config` or the pod's service account, in that order.
   *
   * @throws Error naming the file when it cannot be used
   */
  static fromKubeconfig(
    file?: string,
    options: KubeClientOptions & { context?: string } = {},
  ): KubeClient {
    return new KubeClient(fromKubeconfigFile(file, options.context), options);
  }

  /** A client for a cluster given as values, as a DataPlane object has them. */
  static fromCluster(
    access: ClusterAccess,
    options: KubeClientOptions = {},
  ): KubeClient {
    return new KubeClient(fromClusterAccess(access), options);
  }

  /** A client for the cluster whose pod this process runs in. */
  static inCluster(options: KubeClientOptions = {}): KubeClient {
    return new KubeClient(fromServiceAccount(), options);
  }

  /** @throws ApiError 404 if there is none; {@link KubeClient.find} returns undefined instead */
  async get<T extends KubeObject = UnstructuredObject>(
    type: ResourceType,
    key: ObjectKey,
    options: CallOptions = {},
  ): Promise<T> {
    return this.#object<T>({
      ...options,
      method: 'GET',
      path: objectPath(type, key),
    });
  }

  /** The object, or undefined if there is none. */
  async find<T extends KubeObject = UnstructuredObject>(
    type: ResourceType,
    key: ObjectKey,
    options: CallOptions = {},
  ): Promise<T | undefined> {
    try {
      return await this.get<T>(type, key, options);
    } catch (error) {
      if (isNotFound(error)) {
        return undefined;
      }
      throw error;
    }
  }

  /** All objects of a type, of one moment; read in pages, and never in part. */
  async list<T extends KubeObject = UnstructuredObject>(
    type: ResourceType,
    options: ListOptions = {},
  ): Promise<{ items: T[]; resourceVersion: string }> {
    return listPages<T>(this.#transport, type, options);
  }

  /** Stores a new object; with `metadata.generateName` and an empty name, the server chooses the name. */
  async create<T extends KubeObject>(
    type: ResourceType,
    object: T,
    options: WriteOptions = {},
  ): Promise<T> {
    const { namespace, name } = object.metadata;
    const path = options.subresource
      ? objectPath(type, { namespace, name }, options.subresource)
      : collectionPath(type, namespace);
    return this.#object<T>({
      ...callOptions(options),
      method: 'POST',
      path: withQuery(path, writeQuery(options)),
      body: object,
    });
  }

  /** Stores the object in place of the one that has its resource version. */
  async replace<T extends KubeObject>(
    type: ResourceType,
    object: T,
    options: WriteOptions = {},
  ): Promise<T> {
    const path = objectPath(type, object.metadata, options.subresource);
    return this.#object<T>({
      ...callOptions(options),
      method: 'PUT',
      path: withQuery(path, writeQuery(options)),
      body: object,
    });
  }

  /** Changes part of an object. */
  async patch<T extends KubeObject = UnstructuredObject>(
    type: ResourceType,
    key: ObjectKey,
    patch: object,
    options: PatchOptions,
  ): Promise<T> {
    const path = objectPath(type, key, options.subresource);
    return this.#object<T>({
      ...callOptions(options),
      method: 'PATCH',
      path: withQuery(path, writeQuery(options)),
      body: patch,
      contentType: patchTypes[options.type],
      idempotent: options.type !== 'json',
    });
  }

  /**
   * Server-side apply: makes the object have these fields, owned by the field manager; creates it if there is none.
   *
   * @throws ApiError 409 when another manager owns a field with another value, unless forced; `details.causes` names the fields
   */
  async apply<T extends KubeObject>(
    type: ResourceType,
    object: T,
    options: ApplyOptions,
  ): Promise<T> {
    const path = objectPath(type, object.metadata, options.subresource);
    return this.#object<T>({
      ...callOptions(options),
      method: 'PATCH',
      path: withQuery(path, { ...writeQuery(options), force: options.force }),
      body: object,
      contentType: 'application/apply-patch+yaml',
      idempotent: true,
    });
  }

  /** Merges into the status of an object. */
  async patchStatus<T extends KubeObject = UnstructuredObject>(
    type: ResourceType,
    key: ObjectKey,
    status: object,
    { resourceVersion, fieldManager, ...call }: StatusOptions = {},
  ): Promise<T> {
    const metadata = resourceVersion ? { metadata: { resourceVersion } } : {};
    return this.patch<T>(
      type,
      key,
      { ...metadata, status },
      { ...call, type: 'merge', subresource: 'status', fieldManager },
    );
  }

  /** Deletes an object, or marks it for deletion while finalizers hold it. */
  async delete(
    type: ResourceType,
    key: ObjectKey,
    options: DeleteOptions = {},
  ): Promise<void> {
    const { propagationPolicy, preconditions, gracePeriodSeconds } = options;
    await this.#transport.send({
      ...callOptions(options),
      method: 'DELETE',
      path: objectPath(type, key),
      body: {
        kind: 'DeleteOptions',
        apiVersion: 'v1',
        propagationPolicy,
        preconditions,
        gracePeriodSeconds,
        dryRun: options.dryRun ? ['All'] : undefined,
      },
    });
  }

  /**
   * Changes as they happen, until the server or the signal ends it. One connection, once: {@link SharedInformer} keeps going.
   *
   * @throws ApiError (410 when the resource version is too old), ConnectionError, GarbageError; before or during iteration
   */
  async watch<T extends KubeObject = UnstructuredObject>(
    type: ResourceType,
    options: WatchOptions,
  ): Promise<AsyncGenerator<WatchEvent<T>>> {
    return openWatch<T>(this.#transport, type, options);
  }

  /** What the server says it is. */
  serverVersion(options: CallOptions = {}): Promise<ServerVersion> {
    return serverVersion(this.#transport, options);
  }

  /** Every type the server serves; remembered for some minutes. */
  resources(): Promise<DiscoveredResource[]> {
    return this.#discovery.resources();
  }

  /** Where a kind is served; undefined if it is not. Remembered, but one that is missing is looked for anew. */
  resourceFor(
    apiVersion: string,
    kind: string,
  ): Promise<DiscoveredResource | undefined> {
    return this.#discovery.find(apiVersion, kind);
  }

  /** For what the other methods do not cover: sends and returns plain JSON, signed, limited and retried like the rest. */
  request(request: ApiRequest): Promise<unknown> {
    return this.#transport.send(request);
  }

  /** Ends every connection, running requests and watches with it. */
  close(): Promise<void> {
    return this.#transport.close();
  }

  async #object<T extends KubeObject>(request: ApiRequest): Promise<T> {
    const body = await this.#transport.send(request);
    return decodeObject<T>(body, `${request.method} ${request.path}`);
  }
}

function writeQuery(options: WriteOptions) {
  return {
    fieldManager: options.fieldManager,
    fieldValidation: options.fieldValidation,
    dryRun: options.dryRun ? 'All' : undefined,
  };
}

function callOptions({ signal, timeoutMs }: CallOptions): CallOptions {
  return { signal, timeoutMs };
}
