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
  PodLogOptions,
  StatusOptions,
  WatchOptions,
  WriteOptions,
} from './requestOptions';
import { serverVersion, ServerVersion } from './serverVersion';
import { ApiRequest } from './ApiRequest';
import { Transport } from './Transport';
import { openPodLog } from './openPodLog';
import { openWatch, WatchEvent } from './openWatch';

const patchTypes = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

/**
 * A client of the Kubernetes API with one connection pool. Objects are plain JSON; no field is dropped or converted.
 *
 * Every call throws {@link ApiError} for an error response and {@link ConnectionError} if there is no valid response.
 *
 * @public
 */
export class KubeClient {
  readonly #credentials: Credentials;
  readonly #options: KubeClientOptions;
  readonly #transport: Transport;
  readonly #discovery: DiscoveryCache;

  private constructor(credentials: Credentials, options: KubeClientOptions) {
    this.#credentials = credentials;
    this.#options = options;
    const clock = options.clock ?? systemClock;
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

  /** Base URL of the API server. @throws Error while a deferred configuration cannot be used */
  get server(): string {
    return this.#credentials.server;
  }

  /** Namespace of the context, if it has one. @throws Error while a deferred configuration cannot be used */
  get namespace(): string | undefined {
    return this.#credentials.namespace;
  }

  /**
   * Creates a client for a kubeconfig file. Default: `KUBECONFIG`, `~/.kube/config` or the service account of the pod, in that order.
   *
   * @throws Error with the name of the file if it cannot be used, unless `isDeferred`: then each request reads it anew, and fails with
   *   a {@link ConnectionError}, until it can be used
   */
  static fromKubeconfig(
    file?: string,
    options: KubeClientOptions & {
      context?: string;
      isDeferred?: boolean;
    } = {},
  ): KubeClient {
    return new KubeClient(fromKubeconfigFile(file, options), options);
  }

  /** Creates a client for a cluster whose address and credentials are given as values. */
  static fromCluster(
    access: ClusterAccess,
    options: KubeClientOptions = {},
  ): KubeClient {
    return new KubeClient(fromClusterAccess(access), options);
  }

  /** Creates a client for the cluster in which this process runs. */
  static inCluster(options: KubeClientOptions = {}): KubeClient {
    return new KubeClient(fromServiceAccount(), options);
  }

  /**
   * Creates a client with the same server and credentials but with connections, a rate limit and a concurrency limit of its own, for
   * requests that must not wait for others. Close it separately.
   */
  withOwnLimits(options: KubeClientOptions = {}): KubeClient {
    return new KubeClient(this.#credentials, { ...this.#options, ...options });
  }

  /** Returns an object. @throws ApiError 404 if it does not exist; {@link KubeClient.find} returns undefined instead */
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

  /** Returns an object, or undefined if it does not exist. */
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

  /** Returns all objects of a type at one resource version. Reads all pages. */
  async list<T extends KubeObject = UnstructuredObject>(
    type: ResourceType,
    options: ListOptions = {},
  ): Promise<{ items: T[]; resourceVersion: string }> {
    return listPages<T>(this.#transport, type, options);
  }

  /** Creates an object. With `metadata.generateName` and an empty name, the server generates the name. */
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

  /** Replaces an object. @throws ApiError 409 if its resource version is no longer current */
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

  /** Patches an object. */
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
   * Applies an object (server-side apply): sets its fields as owned by the field manager, and creates it if it does not exist.
   *
   * @throws ApiError 409 if another manager owns a field with another value and `force` is not set; `details.causes` names the fields
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

  /** Applies a merge patch to the status of an object. */
  async patchStatus<T extends KubeObject = UnstructuredObject>(
    type: ResourceType,
    key: ObjectKey,
    status: object,
    { resourceVersion, ...options }: StatusOptions = {},
  ): Promise<T> {
    const metadata = resourceVersion ? { metadata: { resourceVersion } } : {};
    return this.patch<T>(
      type,
      key,
      { ...metadata, status },
      { ...options, type: 'merge', subresource: 'status' },
    );
  }

  /** Deletes an object, or sets its deletionTimestamp if it has finalizers. */
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
   * Watches a type on one connection, until the server or the signal ends it. {@link SharedInformer} reconnects.
   *
   * @throws ApiError (410 when the resource version is too old), ConnectionError, WatchDecodeError; before or during iteration
   */
  async watch<T extends KubeObject = UnstructuredObject>(
    type: ResourceType,
    options: WatchOptions,
  ): Promise<AsyncGenerator<WatchEvent<T>>> {
    return openWatch<T>(this.#transport, type, options);
  }

  /**
   * Reads the log of a container, line by line, until its end or until the signal is aborted. Of a line, the first 64 Ki characters.
   *
   * @throws ApiError with 404 if the pod does not exist, with 400 if the container has not started
   * @throws ConnectionError if the server does not respond, or the connection ends while lines are read
   */
  async podLog(
    pod: ObjectKey,
    options: PodLogOptions,
  ): Promise<AsyncGenerator<string>> {
    return openPodLog(this.#transport, pod, options);
  }

  /** Returns the version of the server. */
  serverVersion(options: CallOptions = {}): Promise<ServerVersion> {
    return serverVersion(this.#transport, options);
  }

  /** Returns all types that the server serves. Cached for ten minutes. */
  resources(): Promise<DiscoveredResource[]> {
    return this.#discovery.resources();
  }

  /** Returns the type of a kind, or undefined if it is not served. Cached; a type that is not found is looked up again. */
  resourceFor(
    apiVersion: string,
    kind: string,
  ): Promise<DiscoveredResource | undefined> {
    return this.#discovery.find(apiVersion, kind);
  }

  /** Sends any other request, with authentication, limits and retries. Sends and returns plain JSON. */
  request(request: ApiRequest): Promise<unknown> {
    return this.#transport.send(request);
  }

  /** Closes all connections, with running requests and watches. */
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
