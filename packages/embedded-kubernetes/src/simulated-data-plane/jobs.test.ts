import { JsonObject, listAt } from '../schema/json';
import { podTemplate, Simulation } from './__testUtils__/simulation';
import { kinds, NewObject, statusOf } from './cluster';
import { isTrue } from '../api/conditions';
import { behaviourAnnotations } from './simulation-metadata';

let simulation: Simulation;

beforeEach(() => {
  simulation = new Simulation();
});

afterEach(() => simulation.close());

const template = podTemplate('task:1', {}, { restartPolicy: 'Never' });

function job(spec: object = {}, annotations = {}): NewObject {
  return {
    ...kinds.job,
    metadata: { name: 'task', annotations },
    spec: { template, ...spec },
  };
}

function cronJob(spec: object = {}, annotations = {}): NewObject {
  return {
    ...kinds.cronJob,
    metadata: { name: 'tick' },
    spec: {
      schedule: '*/1 * * * *',
      jobTemplate: { metadata: { annotations }, spec: { template } },
      ...spec,
    },
  };
}

function status(): JsonObject {
  return statusOf(simulation.get(kinds.job, 'task'));
}

describe('a simulated Job', () => {
  it('runs a pod and completes', () => {
    simulation.create(job());
    simulation.pass(1.5);
    expect(status()).toMatchObject({ active: 1, ready: 1 });
    simulation.pass(2);
    expect(simulation.phases()).toEqual(['Succeeded']);
    expect(status()).toMatchObject({ succeeded: 1 });
    expect(isTrue(status(), 'Complete')).toBe(true);
    expect(status().completionTime).toBeDefined();
  });

  it('runs its completions with its parallelism', () => {
    simulation.create(job({ completions: 5, parallelism: 2 }));
    simulation.pass(0.5);
    expect(simulation.pods()).toHaveLength(2);
    simulation.pass(20);
    expect(status()).toMatchObject({ succeeded: 5 });
  });

  it('fails when its pods exceed the backoff limit', () => {
    simulation.create(
      job({ backoffLimit: 1 }, { [behaviourAnnotations.fail]: 'Error' }),
    );
    simulation.pass(60);
    expect(simulation.phases()).toEqual(['Failed', 'Failed']);
    expect(isTrue(status(), 'Failed')).toBe(true);
    expect(listAt(status(), 'conditions')).toContainEqual(
      expect.objectContaining({
        type: 'Failed',
        reason: 'BackoffLimitExceeded',
      }),
    );
  });

  it('fails when it exceeds its active deadline', () => {
    simulation.create(
      job(
        { activeDeadlineSeconds: 5 },
        { [behaviourAnnotations.duration]: '60' },
      ),
    );
    simulation.pass(10);
    expect(simulation.pods()).toEqual([]);
    expect(listAt(status(), 'conditions')).toContainEqual(
      expect.objectContaining({ type: 'Failed', reason: 'DeadlineExceeded' }),
    );
  });

  it('is deleted after its TTL', () => {
    simulation.create(job({ ttlSecondsAfterFinished: 10 }));
    simulation.pass(5);
    expect(simulation.names(kinds.job)).toEqual(['task']);
    simulation.pass(10);
    expect(simulation.names(kinds.job)).toEqual([]);
  });
});

describe('a simulated CronJob', () => {
  it('creates a Job on schedule and records the time', () => {
    simulation.create(cronJob());
    simulation.pass(29);
    expect(simulation.names(kinds.job)).toEqual([]);
    simulation.pass(2);
    const minutes = Date.parse('2026-01-02T03:05:00Z') / 60_000;
    expect(simulation.names(kinds.job)).toEqual([`tick-${minutes}`]);
    const held = statusOf(simulation.get(kinds.cronJob, 'tick'));
    expect(held).toMatchObject({
      lastScheduleTime: '2026-01-02T03:05:00Z',
      active: [{ kind: 'Job', name: `tick-${minutes}` }],
    });
    simulation.pass(10);
    expect(statusOf(simulation.get(kinds.cronJob, 'tick'))).toEqual({
      lastScheduleTime: '2026-01-02T03:05:00Z',
      lastSuccessfulTime: expect.any(String),
    });
  });

  it('keeps the last three completed Jobs', () => {
    simulation.create(cronJob());
    simulation.pass(600);
    expect(simulation.names(kinds.job)).toHaveLength(3);
  });

  it('waits for the running Job with the policy Forbid', () => {
    simulation.create(
      cronJob(
        { concurrencyPolicy: 'Forbid' },
        { [behaviourAnnotations.duration]: '150' },
      ),
    );
    simulation.pass(170);
    expect(simulation.names(kinds.job)).toHaveLength(1);
  });

  it('replaces the running Job with the policy Replace', () => {
    simulation.create(
      cronJob(
        { concurrencyPolicy: 'Replace' },
        { [behaviourAnnotations.duration]: '150' },
      ),
    );
    simulation.pass(100);
    const minutes = Date.parse('2026-01-02T03:06:00Z') / 60_000;
    expect(simulation.names(kinds.job)).toEqual([`tick-${minutes}`]);
  });

  it('does nothing while it is suspended', () => {
    simulation.create(cronJob({ suspend: true }));
    simulation.pass(300);
    expect(simulation.names(kinds.job)).toEqual([]);
  });

  it('starts only the latest run that was missed during a crash', () => {
    simulation.create(cronJob());
    simulation.pass(1);
    simulation.crash();
    simulation.pass(0);
    simulation.pass(31);
    expect(simulation.names(kinds.job)).toHaveLength(1);
  });
});
