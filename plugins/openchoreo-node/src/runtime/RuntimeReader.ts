import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import type {
  ComponentRef,
  Log,
  LogLine,
  Runtime,
  RuntimeEvent,
  RuntimeManifest,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { RuntimeObject, RuntimeSnapshot } from '../domain/RuntimeSnapshot';
import { manifestYaml } from '../views/manifestChanges';
import { failureLog } from './podView';
import { resourceId, runtimeResources } from './runtimeResources';
import {
  liveKinds,
  type LiveKind,
  type LiveObject,
  type LogRequest,
  type NamespacedObject,
  type RuntimeProvider,
} from './RuntimeProvider';

/**
 * A component in an environment, and the data plane that it runs on.
 *
 * @public
 */
export interface RuntimeTarget {
  snapshot: RuntimeSnapshot;
  /** @throws NotAllowedError, ServiceUnavailableError with the remedy */
  provider(): Promise<RuntimeProvider>;
}

/**
 * Finds what a component consists of in an environment. Undefined when there is no such environment.
 *
 * @public
 */
export interface RuntimeSource {
  runtime(ref: ComponentRef, environment: string): RuntimeTarget | undefined;
}

/**
 * An object of a component in an environment.
 *
 * @public
 */
export interface RuntimeObjectRef {
  kind: string;
  name: string;
  namespace?: string;
}

/**
 * Which part of the log of a component to read.
 *
 * @public
 */
export type ComponentLogRequest = Omit<LogRequest, 'namespace' | 'follow'>;

/** The most lines of a log, unless the request has a number. */
const defaultTail = 500;
/** The most characters of a log in one response. */
const maxLogLength = 1024 * 1024;

/** The kinds of objects that controllers create for a workload, by its kind. */
const createdKinds: Readonly<Record<string, readonly LiveKind[]>> = {
  Deployment: ['ReplicaSet', 'Pod'],
  StatefulSet: ['Pod'],
  DaemonSet: ['Pod'],
  Job: ['Pod'],
  CronJob: ['Job', 'Pod'],
};

/**
 * Reads what runs of a component: from the cache what the control plane rendered and observed, from the data plane pods, events and
 * logs. A caller reaches nothing that is not part of the component: namespaces are those of its objects, and pods those that its
 * workloads select.
 *
 * @public
 */
export class RuntimeReader {
  readonly #source: RuntimeSource;
  readonly #now: () => Date;

  constructor(source: RuntimeSource, now: () => Date = () => new Date()) {
    this.#source = source;
    this.#now = now;
  }

  /** The objects of a component, down to pods. Without pods, and with the reason, when the data plane cannot be read. */
  async get(
    ref: ComponentRef,
    environment: string,
    signal?: AbortSignal,
  ): Promise<Runtime> {
    const target = this.#target(ref, environment);
    const { snapshot } = target;
    const { dataPlane, release, objects } = snapshot;
    const { live, problem } = await createdBy(target, signal);
    const resources = runtimeResources(objects, live);
    const failures = resources.flatMap(({ name, health, pod }) =>
      pod && health === 'Degraded' ? failureLog(name, pod) ?? [] : [],
    );
    return {
      environment,
      dataPlane,
      release,
      resources,
      podsProblem: problem,
      failure: failures[0],
      asOf: this.#now().toISOString(),
    };
  }

  /** The events of an object, the newest first. @throws NotFoundError when it is not part of the component */
  async events(
    ref: ComponentRef,
    environment: string,
    object: RuntimeObjectRef,
  ): Promise<RuntimeEvent[]> {
    const target = this.#target(ref, environment);
    const provider = await target.provider();
    const found =
      findObject(target.snapshot, object) ??
      (await findLive(target.snapshot, provider, object));
    if (!found) throw notPartOf(ref, environment, object);
    const { kind, name, namespace } = found;
    if (namespace === undefined) return [];
    const events = await provider.events({ kind, name, namespace });
    return events.sort((a, b) =>
      (b.lastSeen ?? '').localeCompare(a.lastSeen ?? '', 'en'),
    );
  }

  /** An object of the Release as YAML. @throws NotFoundError when the Release has no such object */
  manifest(
    ref: ComponentRef,
    environment: string,
    object: RuntimeObjectRef,
  ): RuntimeManifest {
    const { snapshot } = this.#target(ref, environment);
    const found = findObject(snapshot, object);
    if (!found) throw notPartOf(ref, environment, object);
    const { manifest, kind, status, observedAt } = found;
    return {
      manifest: manifestYaml(manifest, kind),
      status: status && manifestYaml(status, kind),
      observedAt,
    };
  }

  /** The last lines of the log of a container. @throws NotFoundError when the pod is not one of the component */
  async log(
    ref: ComponentRef,
    environment: string,
    { tail = defaultTail, ...request }: ComponentLogRequest,
    signal: AbortSignal,
  ): Promise<Log> {
    const stop = new AbortController();
    const lines: LogLine[] = [];
    let length = 0;
    let isComplete = true;
    try {
      const log = await this.#openLog(
        ref,
        environment,
        { ...request, tail },
        AbortSignal.any([signal, stop.signal]),
      );
      for await (const line of log) {
        lines.push(line);
        length += line.text.length;
        // The newest lines are those that count.
        while (length > maxLogLength) {
          length -= lines.shift()?.text.length ?? 0;
          isComplete = false;
        }
      }
    } finally {
      stop.abort();
    }
    return { lines, isComplete: isComplete && lines.length < tail };
  }

  /**
   * The last lines of the log of a container, then each new one. Ends when the container exits.
   *
   * @throws NotFoundError when the pod is not one of the component
   */
  followLog(
    ref: ComponentRef,
    environment: string,
    { tail = defaultTail, ...request }: ComponentLogRequest,
    signal: AbortSignal,
  ): Promise<AsyncIterable<LogLine>> {
    return this.#openLog(
      ref,
      environment,
      // The log of a former run has ended.
      { ...request, tail, follow: !request.previous },
      signal,
    );
  }

  async #openLog(
    ref: ComponentRef,
    environment: string,
    request: Omit<LogRequest, 'namespace'>,
    signal: AbortSignal,
  ): Promise<AsyncIterable<LogLine>> {
    const target = this.#target(ref, environment);
    const provider = await target.provider();
    const object = { kind: 'Pod', name: request.pod };
    const pod = await findLive(target.snapshot, provider, object);
    if (!pod) throw notPartOf(ref, environment, object);
    return provider.log({ ...request, namespace: pod.namespace }, signal);
  }

  #target(ref: ComponentRef, environment: string): RuntimeTarget {
    const target = this.#source.runtime(ref, environment);
    if (target) return target;
    throw new NotFoundError(
      `There is no environment ${environment} in ${ref.organization}`,
    );
  }
}

/** What controllers created for the workloads of a component, or why that cannot be read. */
async function createdBy(
  { snapshot, provider }: RuntimeTarget,
  signal?: AbortSignal,
): Promise<{ live: LiveObject[]; problem?: string }> {
  if (!snapshot.objects.some(({ podLabels }) => podLabels)) return { live: [] };
  // Before the first apply there are no pods.
  if (snapshot.cluster === undefined) return { live: [] };
  try {
    const opened = await provider();
    const lists = await Promise.all(
      snapshot.objects.flatMap(object =>
        liveKinds
          .filter(kind => createdKinds[object.kind]?.includes(kind))
          .map(kind => listCreated(opened, object, kind, signal)),
      ),
    );
    return { live: lists.flat() };
  } catch (error) {
    signal?.throwIfAborted();
    return { live: [], problem: toError(error).message };
  }
}

async function listCreated(
  provider: RuntimeProvider,
  { kind: workloadKind, namespace, podLabels }: RuntimeObject,
  kind: LiveKind,
  signal?: AbortSignal,
): Promise<LiveObject[]> {
  if (!namespace || !podLabels) return [];
  // The Jobs of a schedule do not have the labels of their pods.
  const labels = workloadKind === 'CronJob' && kind === 'Job' ? {} : podLabels;
  return provider.list(kind, { namespace, labels }, signal);
}

function findObject(
  { objects }: RuntimeSnapshot,
  { kind, name, namespace }: RuntimeObjectRef,
): RuntimeObject | undefined {
  return objects.find(
    object =>
      object.kind === kind &&
      object.name === name &&
      (namespace === undefined || object.namespace === namespace),
  );
}

/** An object that a controller created for a workload of the component. */
async function findLive(
  snapshot: RuntimeSnapshot,
  provider: RuntimeProvider,
  { kind, name, namespace }: RuntimeObjectRef,
): Promise<NamespacedObject | undefined> {
  if (kind === 'Pod') return findPod(snapshot, provider, name);
  const workloads = snapshot.objects.filter(
    object => namespace === undefined || object.namespace === namespace,
  );
  for (const workload of workloads) {
    const created = createdKinds[workload.kind] ?? [];
    const liveKind = created.find(each => each === kind);
    if (!liveKind) continue;
    const owner = resourceId(workload);
    const objects = await listCreated(provider, workload, liveKind);
    const found = objects.find(
      object =>
        object.name === name &&
        object.owner &&
        resourceId({ ...object.owner, namespace: object.namespace }) === owner,
    );
    if (found) return found;
  }
  return undefined;
}

async function findPod(
  { objects }: RuntimeSnapshot,
  provider: RuntimeProvider,
  name: string,
): Promise<LiveObject | undefined> {
  const namespaces = new Set(
    objects.flatMap(({ namespace, podLabels }) =>
      namespace && podLabels ? namespace : [],
    ),
  );
  for (const namespace of namespaces) {
    const pod = await provider.pod({ namespace, name });
    const isSelected = objects.some(
      object =>
        object.namespace === namespace &&
        object.podLabels &&
        Object.entries(object.podLabels).every(
          ([key, value]) => pod?.labels[key] === value,
        ),
    );
    if (pod && isSelected) return pod;
  }
  return undefined;
}

function notPartOf(
  { component }: ComponentRef,
  environment: string,
  { kind, name }: RuntimeObjectRef,
): NotFoundError {
  return new NotFoundError(
    `${component} has no ${kind} ${name} in ${environment}`,
  );
}

/** Opens the provider of a cluster. @throws ServiceUnavailableError when the cluster cannot be used */
export function requireCluster({
  cluster,
}: RuntimeSnapshot): Exclude<RuntimeSnapshot['cluster'], string | undefined> {
  if (cluster === undefined) {
    throw new InputError('Nothing is deployed there yet');
  }
  if (typeof cluster === 'string') throw new ServiceUnavailableError(cluster);
  return cluster;
}
