import { NotFoundError } from '@backstage/errors';
import type {
  ComponentRef,
  Log,
  LogLine,
  Runtime,
  RuntimeEvent,
  RuntimeManifest,
} from '@promenade/backstage-plugin-openchoreo-common';
import { manifestYaml } from '../views/manifestChanges';
import { collectLog, defaultTail } from './collectLog';
import {
  findLiveObject,
  findObject,
  listCreatedObjects,
} from './runtimeObjects';
import { failureLog } from './podView';
import { runtimeResources } from './runtimeResources';
import type { LogRequest } from './RuntimeProvider';
import type {
  RuntimeObjectRef,
  RuntimeSource,
  RuntimeTarget,
} from './RuntimeTarget';

/**
 * Which part of the log of a component to read.
 *
 * @public
 */
export type ComponentLogRequest = Omit<LogRequest, 'namespace' | 'follow'>;

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
    const { live, problem } = await listCreatedObjects(target, signal);
    const resources = runtimeResources(objects, live);
    const failures = resources.flatMap(({ name, health, pod }) =>
      pod && health === 'Degraded' ? failureLog(name, pod) ?? [] : [],
    );
    return {
      environment,
      dataPlane: dataPlane && {
        name: dataPlane.name,
        simulated: dataPlane.simulated,
      },
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
      (await findLiveObject(target.snapshot, provider, object));
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
  log(
    ref: ComponentRef,
    environment: string,
    request: ComponentLogRequest,
    signal: AbortSignal,
  ): Promise<Log> {
    return collectLog(
      (tail, until) =>
        this.#openLog(ref, environment, { ...request, tail }, until),
      request.tail,
      signal,
    );
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
    const pod = await findLiveObject(target.snapshot, provider, object);
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

function notPartOf(
  { component }: ComponentRef,
  environment: string,
  { kind, name }: RuntimeObjectRef,
): NotFoundError {
  return new NotFoundError(
    `${component} has no ${kind} ${name} in ${environment}`,
  );
}
