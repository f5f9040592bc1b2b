import {
  EventRecorder,
  InformerFactory,
  KubeClient,
  noMetrics,
  silentLogger,
  systemClock,
  type Controller,
  type KubeObject,
  type Logger,
  type ResourceType,
  type UnstructuredObject,
} from '@promenade/kube-client';
import {
  dataPlaneKind,
  environmentKind,
  openChoreoApiVersion,
  releaseKind,
  type Release,
} from '@promenade/openchoreo-model';
import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../json';
import { credentialsIn } from './credentials-in';
import { DataPlanes } from '../../data-planes';
import { ApiWrite } from '../../runtime/api-write';
import { ObjectCache } from '../../runtime/object-cache';
import { createReleaseController } from '../release-controller';
import { RequestCounter } from './request-counter';

const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

const secretType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Secret',
  plural: 'secrets',
  scope: 'Namespaced',
};

/** How long to wait for what must come, in milliseconds. */
const patienceMs = 20_000;

function resourceList(resources: Record<string, object>): JsonObject[] {
  return Object.entries(resources).map(([id, object]) => ({
    id,
    object: JSON.parse(JSON.stringify(object)),
  }));
}

/** A Release controller at work, and what it sees. */
export class Running {
  private constructor(
    readonly controller: Controller,
    private readonly cache: ObjectCache,
    private readonly requests: RequestCounter,
    private readonly stopping: AbortController,
    private readonly stopped: Promise<void>,
    private readonly client: KubeClient,
    private readonly said: readonly string[],
  ) {}

  static async start(
    kubeconfig: string,
    organization: string,
  ): Promise<Running> {
    const requests = new RequestCounter();
    const client = KubeClient.fromKubeconfig(kubeconfig, {
      qps: 0,
      metrics: requests.metrics,
    });
    const stopping = new AbortController();
    const { signal } = stopping;
    const informers = new InformerFactory(client, {
      namespaces: [organization],
    });
    const cache = new ObjectCache(informers);
    const events = new EventRecorder({ client, component: 'test' });
    const said: string[] = [];
    const say = (text: string, meta?: object) => {
      said.push(`${text} ${JSON.stringify(meta ?? {})}`);
    };
    const log: Logger = { ...silentLogger, warn: say, error: say };
    const shared = {
      client,
      read: cache,
      logger: log,
      metrics: noMetrics,
    };
    const controller = createReleaseController({
      ...shared,
      informers,
      events,
      write: new ApiWrite(client, events),
      clock: systemClock,
      inScope: namespace => namespace === organization,
      dataPlanes: new DataPlanes({ ...shared, signal }),
    });
    informers.start(signal);
    await informers.waitForSync(signal);
    return new Running(
      controller,
      cache,
      requests,
      stopping,
      controller.start(signal),
      client,
      said,
    );
  }

  /** Writes that the controller made up to now. */
  get writes(): number {
    return this.requests.writes;
  }

  /** Resolves with the Release when it is as it should be. @throws when it never is */
  until(name: string, holds: (release: Release) => boolean): Promise<Release> {
    const releases = this.cache.informer(releaseKind);
    return new Promise((resolve, reject) => {
      let last: Release | undefined;
      const ended = new AbortController();
      const timer = setTimeout(() => {
        ended.abort();
        reject(
          new Error(
            [
              'still waiting; the controller said:',
              ...this.said,
              `the Release is ${JSON.stringify(last)}`,
            ].join('\n'),
          ),
        );
      }, patienceMs);
      const look = (release: Release) => {
        if (release.metadata.name !== name) return;
        last = release;
        if (!holds(release)) return;
        clearTimeout(timer);
        ended.abort();
        resolve(release);
      };
      const remove = releases.addHandler({
        onAdd: look,
        onUpdate: (_, release) => look(release),
      });
      if (ended.signal.aborted) remove();
      else ended.signal.addEventListener('abort', remove);
    });
  }

  /** Resolves when the Release is gone. */
  gone(name: string): Promise<void> {
    const releases = this.cache.informer(releaseKind);
    const ended = new AbortController();
    return new Promise(resolve => {
      const remove = releases.addHandler({
        onDelete: ({ metadata }) => {
          if (metadata.name !== name) return;
          ended.abort();
          resolve();
        },
      });
      ended.signal.addEventListener('abort', remove);
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.stopped;
    await this.client.close();
  }
}

/**
 * An organization of its own on a Kubernetes API, with a running Release
 * controller that looks after it.
 */
export class ReleaseWorld {
  /** For the test's own requests; they are not counted. */
  readonly client: KubeClient;
  readonly organization = `test-${randomBytes(4).toString('hex')}`;
  /** Namespace of the data plane that the test's objects go to. */
  readonly cell = `${this.organization}-cell`;
  #running?: Running;

  constructor(private readonly kubeconfig: string) {
    this.client = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
  }

  /** Makes the organization, with an environment `development` on a data plane that is the cluster itself. */
  async prepare(): Promise<void> {
    await this.client.create(namespaceType, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: this.organization },
    });
    await this.create(dataPlaneKind, 'here', {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'a.test',
        organizationVirtualHost: 'b.test',
      },
    });
    await this.createEnvironment('development');
  }

  createEnvironment(name: string, dataPlaneRef = 'here') {
    return this.create(environmentKind, name, { dataPlaneRef });
  }

  /** A data plane that is the same cluster, reached by an address and credentials of its own, which a Secret holds. */
  async createDataPlane(name: string, secretName: string): Promise<void> {
    await this.create(dataPlaneKind, name, {
      registry: { prefix: 'registry.test' },
      gateway: {
        publicVirtualHost: 'a.test',
        organizationVirtualHost: 'b.test',
      },
      kubernetesCluster: {
        name,
        credentials: {
          apiServerURL: this.client.server,
          secretRef: { name: secretName },
        },
      },
    });
  }

  /** Puts what the test's kubeconfig has into a Secret as data planes want it. */
  async createCredentials(name: string): Promise<void> {
    await this.client.create(secretType, {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name, namespace: this.organization },
      data: credentialsIn(this.kubeconfig),
    });
  }

  /** Starts a control plane's Release controller, as a new process would. */
  async start(): Promise<Running> {
    const running = await Running.start(this.kubeconfig, this.organization);
    this.#running = running;
    return running;
  }

  async createRelease(
    name: string,
    resources: Record<string, object>,
    environmentName = 'development',
    rest: Partial<Release['spec']> = {},
  ): Promise<Release> {
    const created = await this.create(releaseKind, name, {
      owner: { projectName: 'shop', componentName: name },
      environmentName,
      resources: resourceList(resources),
      ...rest,
    });
    return releaseKind.schema.parse(created);
  }

  async changeRelease(name: string, resources: Record<string, object>) {
    await this.client.patch(
      releaseKind,
      { namespace: this.organization, name },
      { spec: { resources: resourceList(resources) } },
      { type: 'merge' },
    );
  }

  release(name: string): Promise<Release> {
    return this.client.get<Release>(releaseKind, {
      namespace: this.organization,
      name,
    });
  }

  /** An object of the cell on the data plane. */
  async live(
    apiVersion: string,
    kind: string,
    name: string,
  ): Promise<UnstructuredObject | undefined> {
    const type = await this.client.resourceFor(apiVersion, kind);
    if (!type) throw new Error(`${kind} is not served`);
    return this.client.find(type, { namespace: this.cell, name });
  }

  /** Stops the controller and takes away what was made. */
  async end(): Promise<void> {
    await this.#running?.stop();
    const { items } = await this.client.list<Release>(releaseKind, {
      namespace: this.organization,
    });
    for (const { metadata } of items) {
      await this.client.patch(
        releaseKind,
        metadata,
        { metadata: { finalizers: null } },
        { type: 'merge' },
      );
    }
    for (const name of [this.organization, this.cell]) {
      if (await this.client.find(namespaceType, { name })) {
        await this.client.delete(namespaceType, { name });
      }
    }
    await this.client.close();
  }

  private create(
    type: ResourceType,
    name: string,
    spec: object,
  ): Promise<KubeObject & { spec: object }> {
    return this.client.create(type, {
      apiVersion: openChoreoApiVersion,
      kind: type.kind,
      metadata: { name, namespace: this.organization },
      spec,
    });
  }
}
