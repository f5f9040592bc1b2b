import { FakeClock } from '../__testUtils__/FakeClock';
import { RecordingMetrics } from '../__testUtils__/RecordingMetrics';
import { sendStatus } from '../__testUtils__/apiHttp';
import { FakeApiServer } from '../__testUtils__/FakeApiServer';
import { waitUntil } from '../__testUtils__/waitUntil';
import { widgets, widgetType } from '../__testUtils__/widgets';
import { KubeClient } from '../client/KubeClient';
import { leaseType } from '../objects/ResourceType';
import { Lease } from './Lease';
import { LeaderElector, LeaderElectorOptions } from './LeaderElector';

const leases = 'coordination.k8s.io/v1/leases';
const key = { namespace: 'system', name: 'brain' };

describe('LeaderElector', () => {
  let api: FakeApiServer;
  let clock: FakeClock;
  /** Number of pending requests. */
  let open: number;
  const candidates: Candidate[] = [];

  beforeEach(async () => {
    api = await FakeApiServer.start();
    clock = new FakeClock();
    open = 0;
    api.intercept((_request, res) => {
      open += 1;
      res.on('close', () => {
        open -= 1;
      });
      return false;
    });
  });

  afterEach(async () => {
    for (const each of candidates.splice(0)) {
      each.stop.abort();
      await each.client.close();
    }
    await api.stop();
  });

  /** A candidate. */
  class Candidate {
    readonly stop = new AbortController();
    readonly log: string[] = [];
    readonly client = KubeClient.fromCluster(
      { server: api.url },
      { qps: 0, clock, maxAttempts: 1 },
    );
    readonly elector: LeaderElector;
    readonly run: Promise<void>;

    constructor(
      readonly identity: string,
      options: Partial<LeaderElectorOptions> & {
        work?: (signal: AbortSignal) => Promise<void>;
      } = {},
    ) {
      this.elector = new LeaderElector({
        client: this.client,
        ...key,
        identity,
        clock,
        random: () => 0,
        onNewLeader: leader => this.log.push(`observed ${leader}`),
        ...options,
      });
      this.run = this.elector.run(
        {
          onStarted: async signal => {
            this.log.push('started');
            signal.addEventListener('abort', () => this.log.push('aborted'));
            await options.work?.(signal);
          },
          onStopped: () => this.log.push('stopped'),
        },
        this.stop.signal,
      );
      this.run.catch(() => {});
      candidates.push(this);
    }

    async leads(): Promise<void> {
      await waitUntil(() => this.log.includes('started'));
    }
  }

  /** Advances the time in small steps and waits for pending requests after each. */
  async function pass(seconds: number): Promise<void> {
    for (let i = 0; i < seconds * 2; i += 1) {
      await clock.advance(500);
      await quiet();
    }
  }

  /** Waits until no request is pending. */
  async function quiet(): Promise<void> {
    await waitUntil(() => open === 0);
    await clock.advance(0);
  }

  async function lease() {
    const client = KubeClient.fromCluster({ server: api.url });
    const found = await client.get<Lease>(leaseType, key);
    await client.close();
    return found.spec;
  }

  it('acquires a free lease and writes times with six fractional digits', async () => {
    const a = new Candidate('a');
    await a.leads();
    expect(a.elector.isLeader).toBe(true);
    expect(await lease()).toEqual({
      holderIdentity: 'a',
      leaseDurationSeconds: 15,
      acquireTime: '2026-01-01T00:00:00.000000Z',
      renewTime: '2026-01-01T00:00:00.000000Z',
      leaseTransitions: 0,
    });
    expect(a.log).toEqual(['observed a', 'started']);
  });

  it('keeps other candidates waiting while the leader renews', async () => {
    const a = new Candidate('a');
    await a.leads();
    const b = new Candidate('b');
    await pass(60);
    expect(b.log).toEqual(['observed a']);
    expect([a.elector.isLeader, b.elector.isLeader]).toEqual([true, false]);
    expect(await lease()).toMatchObject({
      renewTime: '2026-01-01T00:01:00.000000Z',
      acquireTime: '2026-01-01T00:00:00.000000Z',
    });
  });

  it('releases the lease when the leader is stopped and its work has ended', async () => {
    let finish = () => {};
    const a = new Candidate('a', {
      work: () =>
        new Promise(resolve => {
          finish = resolve;
        }),
    });
    await a.leads();
    const b = new Candidate('b');
    await pass(4);
    a.stop.abort();
    await pass(4);
    expect([a.log.at(-1), b.elector.isLeader]).toEqual(['aborted', false]);
    finish();
    await a.run;
    expect(a.log.at(-1)).toBe('stopped');
    await pass(3);
    expect(b.elector.isLeader).toBe(true);
    expect(await lease()).toMatchObject({
      holderIdentity: 'b',
      leaseTransitions: 1,
    });
  });

  it('acquires an expired lease by the local clock, not by the times in the lease', async () => {
    api.put(leases, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: key,
      spec: {
        holderIdentity: 'dead',
        leaseDurationSeconds: 15,
        renewTime: '2019-01-01T00:00:00.000000Z',
        leaseTransitions: 7,
      },
    });
    const a = new Candidate('a');
    await pass(14);
    expect(a.log).toEqual(['observed dead']);
    await pass(3);
    expect(a.elector.isLeader).toBe(true);
    expect(await lease()).toMatchObject({ leaseTransitions: 8 });
  });

  it('stops leading at the renew deadline, before the lease expires', async () => {
    const a = new Candidate('a');
    await a.leads();
    await quiet();
    api.intercept((_request, res) => {
      sendStatus(res, 500, 'InternalError', 'no');
      return true;
    });
    await pass(9);
    expect(a.elector.isLeader).toBe(true);
    await pass(3);
    await a.run;
    expect(a.log.slice(-2)).toEqual(['aborted', 'stopped']);
    expect(clock.monotonic()).toBeLessThan(15_000);
  });

  it('renews while all slots and tokens of its client are in use', async () => {
    api.intercept(({ collection }) => collection === widgets); // no response
    const busy = KubeClient.fromCluster(
      { server: api.url },
      { qps: 0.001, burst: 1, concurrency: 1, clock },
    );
    busy.list(widgetType).catch(() => {});
    const a = new Candidate('a', { client: busy });
    await pass(20);
    expect(a.elector.isLeader).toBe(true);
    await busy.close();
  });

  it('tries again before the renew deadline when a request gets no response', async () => {
    const a = new Candidate('a');
    await a.leads();
    await quiet();
    api.failNext(
      1,
      () => true,
      () => {},
    ); // no response
    await pass(20);
    expect(a.elector.isLeader).toBe(true);
  });

  it('stops leading at once when another candidate holds the lease', async () => {
    const a = new Candidate('a');
    await a.leads();
    await quiet();
    api.put(leases, {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata: key,
      spec: { holderIdentity: 'thief', leaseDurationSeconds: 15 },
    });
    await pass(3);
    await a.run;
    expect(a.elector.isLeader).toBe(false);
    expect(await lease()).toMatchObject({ holderIdentity: 'thief' });
  });

  it('releases the lease and rethrows the error when the work fails', async () => {
    const a = new Candidate('a', {
      work: () => Promise.reject(new Error('cannot work')),
    });
    await expect(a.run).rejects.toThrow('cannot work');
    expect(await lease()).toMatchObject({ holderIdentity: '' });
  });

  it('does not lead after a conflict with another candidate', async () => {
    const both = [new Candidate('a'), new Candidate('b')];
    await waitUntil(() => both.some(({ elector }) => elector.isLeader));
    await pass(10);
    expect(both.filter(({ elector }) => elector.isLeader)).toHaveLength(1);
  });

  it('can be stopped while it waits for the lease', async () => {
    const a = new Candidate('a');
    await a.leads();
    const b = new Candidate('b');
    await pass(1);
    b.stop.abort();
    await b.run;
    expect(b.log).toEqual(['observed a']);
  });

  it('sets the metric leader_election_master_status', async () => {
    const metrics = new RecordingMetrics();
    const name = 'leader_election_master_status{name=brain}';
    const a = new Candidate('a', { metrics });
    expect(metrics.values.get(name)).toBe(0);
    await a.leads();
    expect(metrics.values.get(name)).toBe(1);
    a.stop.abort();
    await a.run;
    expect(metrics.values.get(name)).toBe(0);
  });

  it('rejects durations with which two candidates could lead', () => {
    expect(() => new Candidate('a', { leaseDurationMs: 9_000 })).toThrow(
      'leader election of brain: leaseDurationMs must be longer than renewDeadlineMs',
    );
  });
});
