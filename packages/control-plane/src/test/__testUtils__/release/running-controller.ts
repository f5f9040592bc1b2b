import {
  EventRecorder,
  InformerFactory,
  KubeClient,
  noMetrics,
  silentLogger,
  systemClock,
  type Clock,
  type Logger,
} from '@promenade/kube-client';
import { releaseKind, type Release } from '@promenade/openchoreo-model';
import { DataPlanes } from '../../../dataplane/access/data-planes';
import { ApiWrite } from '../../../runtime/api-write';
import { indexes } from '../../../core/lookups/indexes';
import { ObjectCache } from '../../../runtime/object-cache';
import { createReleaseController } from '../../../controllers/release/controller';
import { RequestCounter } from './request-counter';

/** How long to wait for what must come, in milliseconds. */
const patienceMs = 20_000;

/** A Release controller at work, and what it sees. */
export class RunningController {
  private constructor(
    readonly controller: ReturnType<typeof createReleaseController>,
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
    clock: Clock = systemClock,
  ): Promise<RunningController> {
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
    const cache = new ObjectCache(informers, Object.values(indexes));
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
      cache,
      informers,
      events,
      write: new ApiWrite({
        client,
        events,
        observer: cache,
        fieldManager: 'test',
      }),
      clock,
      inScope: namespace => namespace === organization,
      dataPlanes: new DataPlanes({
        ...shared,
        signal,
        requestTimeoutMs: 1_000,
        probeTimeoutMs: 500,
      }),
    });
    informers.start(signal);
    await informers.waitForSync(signal);
    return new RunningController(
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
