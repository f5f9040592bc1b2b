import { KubeClient } from '../client/KubeClient';
import { InformerEvent } from '../informer/InformerEvent';
import {
  SharedInformer,
  SharedInformerOptions,
} from '../informer/SharedInformer';
import { UnstructuredObject } from '../objects/KubeObject';
import { keyOf } from '../objects/ObjectKey';
import { FakeClock } from './FakeClock';
import { RecordingMetrics } from './RecordingMetrics';
import { FakeApiServer } from './FakeApiServer';
import { waitUntil } from './waitUntil';
import { widgetType } from './widgets';

/** An informer of widgets on a {@link FakeApiServer} that records its events and handler calls. */
export class InformerHarness {
  readonly clock = new FakeClock();
  readonly metrics = new RecordingMetrics();
  /** Calls of the handler, for example `add a`, `update a`, `delete a (stale)`. */
  readonly calls: string[] = [];
  readonly happened: InformerEvent[] = [];
  readonly client: KubeClient;
  readonly informer: SharedInformer<UnstructuredObject>;
  readonly #stop = new AbortController();

  private constructor(
    readonly api: FakeApiServer,
    options: Partial<SharedInformerOptions<UnstructuredObject>>,
  ) {
    this.client = KubeClient.fromCluster(
      { server: api.url },
      { qps: 0, clock: this.clock },
    );
    this.informer = new SharedInformer<UnstructuredObject>({
      client: this.client,
      type: widgetType,
      clock: this.clock,
      metrics: this.metrics,
      random: () => 0.5,
      ...options,
    });
    this.informer.events.onAny(event => this.happened.push(event));
    this.informer.addHandler({
      onAdd: (object, { initial }) =>
        this.calls.push(`add ${keyOf(object)}${initial ? ' (initial)' : ''}`),
      onUpdate: (_, object, { resync }) =>
        this.calls.push(`update ${keyOf(object)}${resync ? ' (resync)' : ''}`),
      onDelete: (object, { stale }) =>
        this.calls.push(`delete ${keyOf(object)}${stale ? ' (stale)' : ''}`),
    });
  }

  static create(
    api: FakeApiServer,
    options: Partial<SharedInformerOptions<UnstructuredObject>> = {},
  ): InformerHarness {
    return new InformerHarness(api, options);
  }

  start(): void {
    this.informer.start(this.#stop.signal);
  }

  /** Starts, and waits until the informer has synced and a watch is open. */
  async startAndWatch(): Promise<void> {
    const watching = this.api.nextWatch();
    this.start();
    await this.informer.waitForSync();
    await watching;
    await this.until('watching');
  }

  /** Waits until `times` events of a type were emitted in total. */
  async until(type: InformerEvent['type'], times = 1): Promise<void> {
    await waitUntil(() => this.count(type) >= times);
  }

  count(type: InformerEvent['type']): number {
    return this.happened.filter(event => event.type === type).length;
  }

  /** Waits until the handler was called `times` times in total. */
  async called(times: number): Promise<void> {
    await waitUntil(() => this.calls.length >= times);
  }

  /** Types of the emitted events, in order. */
  get names(): string[] {
    return this.happened.map(({ type }) => type);
  }

  async stop(): Promise<void> {
    this.#stop.abort(new Error('the test has ended'));
    await this.client.close();
  }
}
