import { FakeClock } from '../__testUtils__/FakeClock';
import { InformerHarness } from '../__testUtils__/InformerHarness';
import { RecordingMetrics } from '../__testUtils__/RecordingMetrics';
import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import { waitUntil } from '../__testUtils__/waitUntil';
import { widget, widgets } from '../__testUtils__/widgets';
import { isRecord, UnstructuredObject } from '../objects/KubeObject';
import { highPriority } from '../queue/WorkQueue';
import { Controller, ControllerOptions, TerminalError } from './Controller';

describe('Controller', () => {
  let clock: FakeClock;
  let stop: AbortController;

  beforeEach(() => {
    clock = new FakeClock();
    stop = new AbortController();
  });

  afterEach(() => stop.abort());

  function controller(
    reconcile: ControllerOptions['reconcile'],
    options: Partial<ControllerOptions> = {},
  ): Controller {
    return new Controller({ name: 'test', clock, reconcile, ...options });
  }

  it('reconciles each key and is then idle', async () => {
    const reconciled: string[] = [];
    const subject = controller(async key => {
      reconciled.push(key);
    });
    subject.queue.add('a');
    subject.queue.add('b');
    void subject.start(stop.signal);
    await subject.idle();
    expect(reconciled).toEqual(['a', 'b']);
  });

  it('retries with backoff until it succeeds', async () => {
    let failures = 2;
    const at: number[] = [];
    const subject = controller(async () => {
      at.push(clock.monotonic());
      if (failures > 0) {
        failures -= 1;
        throw new Error('not yet');
      }
    });
    subject.queue.add('a');
    void subject.start(stop.signal);
    await clock.advance(1000);
    expect(at).toEqual([0, 5, 15]);
    expect(subject.queue.failures('a')).toBe(0);
  });

  it('does not retry after a TerminalError', async () => {
    let times = 0;
    const errors: string[] = [];
    const subject = controller(
      async () => {
        times += 1;
        throw new TerminalError('no such class');
      },
      {
        logger: {
          debug() {},
          info() {},
          warn() {},
          error: message => errors.push(message),
        },
      },
    );
    subject.queue.add('default/a');
    void subject.start(stop.signal);
    await clock.advance(10_000_000);
    expect(times).toBe(1);
    expect(errors).toEqual([
      'test: reconciling default/a failed; not retried until it changes',
    ]);
  });

  it('reconciles again after requeueAfter', async () => {
    const at: number[] = [];
    const subject = controller(async () => {
      at.push(clock.monotonic());
      return at.length < 3 ? { requeueAfter: 60_000 } : {};
    });
    subject.queue.add('a');
    void subject.start(stop.signal);
    await clock.advance(600_000);
    expect(at).toEqual([0, 60_000, 120_000]);
  });

  it('reconciles several keys concurrently, but never one key', async () => {
    const running = new Map<string, () => void>();
    const subject = controller(
      key =>
        new Promise<void>(resolve => {
          running.set(key, resolve);
        }),
      { concurrency: 2 },
    );
    ['a', 'b', 'c'].forEach(key => subject.queue.add(key));
    void subject.start(stop.signal);
    await clock.advance(0);
    subject.queue.add('a');
    expect([...running.keys()]).toEqual(['a', 'b']);
    running.get('b')?.();
    await clock.advance(0);
    expect([...running.keys()]).toEqual(['a', 'b', 'c']);
    running.get('c')?.();
    running.get('a')?.();
    running.delete('a');
    await clock.advance(0);
    expect(running.has('a')).toBe(true);
    running.get('a')?.();
  });

  it('waits for the running reconciliation when it is stopped', async () => {
    let finish = () => {};
    let aborted = false;
    const reconciled: string[] = [];
    const subject = controller(async (key, signal) => {
      reconciled.push(key);
      signal.addEventListener('abort', () => {
        aborted = true;
      });
      await new Promise<void>(resolve => {
        finish = resolve;
      });
    });
    subject.queue.add('a');
    subject.queue.add('b');
    let ended = false;
    const run = subject.start(stop.signal).then(() => {
      ended = true;
    });
    await clock.advance(0);
    stop.abort();
    await clock.advance(0);
    expect([aborted, ended]).toEqual([true, false]);
    finish();
    await run;
    expect(reconciled).toEqual(['a']);
  });

  it('reports the metrics of controller-runtime', async () => {
    const metrics = new RecordingMetrics();
    const subject = controller(
      async key => {
        if (key === 'bad') {
          throw new TerminalError('bad');
        }
        return key === 'again' ? { requeueAfter: 1000 } : undefined;
      },
      { metrics },
    );
    ['good', 'bad', 'again'].forEach(key => subject.queue.add(key));
    void subject.start(stop.signal);
    await subject.idle();
    const value = (name: string) => metrics.values.get(name);
    const of = 'controller=test';
    expect([
      value(`controller_runtime_reconcile_total{${of},result=success}`),
      value(`controller_runtime_reconcile_total{${of},result=error}`),
      value(`controller_runtime_reconcile_total{${of},result=requeue_after}`),
      value(`controller_runtime_reconcile_errors_total{${of}}`),
      value(`controller_runtime_terminal_reconcile_errors_total{${of}}`),
      value(`controller_runtime_max_concurrent_reconciles{${of}}`),
      value(`controller_runtime_active_workers{${of}}`),
    ]).toEqual([1, 1, 1, 1, 1, 1, 0]);
  });

  describe('with informers', () => {
    let api: FakeApiServer;
    let harness: InformerHarness;

    beforeEach(async () => {
      api = await FakeApiServer.start();
      harness = InformerHarness.create(api);
    });

    afterEach(async () => {
      stop.abort();
      await harness.stop();
      await api.stop();
    });

    const ownerOf = ({ spec }: UnstructuredObject) =>
      isRecord(spec) && typeof spec.owner === 'string'
        ? [`default/${spec.owner}`]
        : [];

    it('starts when the caches are synced, with changes first', async () => {
      api.put(widgets, widget('a'));
      api.put(widgets, widget('b'));
      const reconciled: string[] = [];
      const subject = controller(async key => {
        reconciled.push(`${key} ${harness.informer.size}`);
      }).watch(harness.informer);
      subject.queue.add('default/urgent');
      void subject.start(stop.signal);
      expect(reconciled).toEqual([]);
      await harness.startAndWatch();
      await waitUntil(() => reconciled.length === 3);
      expect(reconciled).toEqual([
        'default/urgent 2',
        'default/a 2',
        'default/b 2',
      ]);
    });

    it('maps both versions of a change to keys', async () => {
      const reconciled: string[] = [];
      const subject = controller(async key => {
        reconciled.push(key);
      }).watch(harness.informer, ownerOf);
      void subject.start(stop.signal);
      await harness.startAndWatch();
      api.put(widgets, widget('a', { spec: { owner: 'x' } }));
      await waitUntil(() => reconciled.length === 1);
      api.put(widgets, widget('a', { spec: { owner: 'y' } }));
      await waitUntil(() => reconciled.length === 3);
      api.remove(widgets, 'a', { namespace: 'default' });
      await waitUntil(() => reconciled.length === 4);
      expect(reconciled).toEqual([
        'default/x',
        'default/y',
        'default/x',
        'default/y',
      ]);
    });

    it('ignores changes that the filter rejects', async () => {
      const reconciled: string[] = [];
      const subject = controller(async key => {
        reconciled.push(key);
      }).watch(harness.informer, undefined, change => change.type !== 'update');
      void subject.start(stop.signal);
      await harness.startAndWatch();
      api.put(widgets, widget('a'));
      api.put(widgets, widget('a', { spec: 2 }));
      api.put(widgets, widget('b'));
      await harness.called(3);
      await subject.idle();
      expect(reconciled).toEqual(['default/a', 'default/b']);
    });

    it('reconciles a key once for many changes with gatherMs', async () => {
      const reconciled: string[] = [];
      const subject = controller(async key => {
        reconciled.push(key);
      }).watch(harness.informer, ownerOf, undefined, { gatherMs: 1000 });
      void subject.start(stop.signal);
      await harness.startAndWatch();
      for (const name of ['a', 'b', 'c']) {
        api.put(widgets, widget(name, { spec: { owner: 'x' } }));
      }
      await harness.called(3);
      await clock.advance(999);
      expect(reconciled).toEqual([]);
      await clock.advance(1);
      await subject.idle();
      expect(reconciled).toEqual(['default/x']);
    });

    it('reconciles keys of high priority first', async () => {
      const reconciled: string[] = [];
      const subject = controller(async key => {
        reconciled.push(key);
      }).watch(harness.informer, ownerOf, undefined, {
        priority: highPriority,
      });
      await harness.startAndWatch();
      ['default/new', 'default/newer'].forEach(key => subject.queue.add(key));
      api.put(widgets, widget('a', { spec: { owner: 'begun' } }));
      await harness.called(1);
      void subject.start(stop.signal);
      await subject.idle();
      expect(reconciled).toEqual([
        'default/begun',
        'default/new',
        'default/newer',
      ]);
    });

    it('can be stopped before the caches are synced', async () => {
      const subject = controller(async () => {}).watch(harness.informer);
      const run = subject.start(stop.signal);
      stop.abort();
      await expect(run).resolves.toBeUndefined();
    });
  });
});
