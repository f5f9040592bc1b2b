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
import { waitFor, waitUntilGone } from '../wait-for';
import { RequestCounter } from './request-counter';

/** A running Release controller. */
export class RunningReleaseController {
  private constructor(
    readonly controller: ReturnType<typeof createReleaseController>,
    private readonly requests: RequestCounter,
    private readonly stopping: AbortController,
    private readonly stopped: Promise<void>,
    private readonly client: KubeClient,
    private readonly organization: string,
    private readonly log: readonly string[],
  ) {}

  static async start(
    kubeconfig: string,
    organization: string,
    clock: Clock = systemClock,
  ): Promise<RunningReleaseController> {
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
    const logged: string[] = [];
    const log = (text: string, meta?: object) => {
      logged.push(`${text} ${JSON.stringify(meta ?? {})}`);
    };
    const logger: Logger = { ...silentLogger, warn: log, error: log };
    const shared = {
      client,
      read: cache,
      logger,
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
    return new RunningReleaseController(
      controller,
      requests,
      stopping,
      controller.start(signal),
      client,
      organization,
      logged,
    );
  }

  /** Number of writes of the controller. */
  get writes(): number {
    return this.requests.writes;
  }

  /**
   * Waits until a Release meets a condition.
   *
   * @throws with the log of the controller if it never does
   */
  async waitFor(
    name: string,
    isExpected: (release: Release) => boolean,
  ): Promise<Release> {
    try {
      return await waitFor(
        this.client,
        releaseKind,
        this.#key(name),
        isExpected,
      );
    } catch (cause) {
      throw new Error(`the controller logged:\n${this.log.join('\n')}`, {
        cause,
      });
    }
  }

  /** Waits until a Release does not exist. */
  waitUntilGone(name: string): Promise<void> {
    return waitUntilGone(this.client, releaseKind, this.#key(name));
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.stopped;
    await this.client.close();
  }

  #key(name: string) {
    return { namespace: this.organization, name };
  }
}
