import {
  annotations,
  releaseKind,
  scheduledTaskBindingKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import { owner, ref } from '../__testUtils__/GreeterResources';
import { StoredResources } from '../__testUtils__/StoredResources';
import { bindingsOf } from './bindings';
import { taskSchedule } from './taskSchedule';

const at = '2026-03-01T12:00:00.000Z';

/** The schedule of the only binding, with a Release that has a CronJob. */
function scheduleOf(resources: StoredResources) {
  const { store } = resources.with(
    releaseKind,
    'greeter',
    {
      owner,
      environmentName: 'development',
      resources: [
        {
          id: 'cronjob',
          object: {
            apiVersion: 'batch/v1',
            kind: 'CronJob',
            metadata: { name: 'greeter', namespace: 'cell' },
            spec: { schedule: '0 3 * * *', timeZone: 'Europe/Zurich' },
          },
        },
      ],
    },
    {
      status: {
        resources: [
          {
            id: 'cronjob',
            kind: 'CronJob',
            name: 'greeter',
            version: 'v1',
            status: {
              lastScheduleTime: '2026-03-01T02:00:00Z',
              lastSuccessfulTime: '2026-02-28T02:01:00Z',
            },
          },
        ],
      },
    },
  );
  const [{ binding }] = bindingsOf(store, ref);
  const release = store.get(releaseKind, {
    namespace: 'acme',
    name: 'greeter',
  });
  return taskSchedule(binding, release);
}

const spec = { owner, environment: 'development', workloadSpec: {} };

describe('taskSchedule', () => {
  it('is undefined for a component that is no task', () => {
    expect(
      scheduleOf(new StoredResources().with(serviceBindingKind, 'g', spec)),
    ).toBeUndefined();
  });

  it('has the schedule that applies, and the last runs', () => {
    expect(
      scheduleOf(
        new StoredResources().with(scheduledTaskBindingKind, 'g', spec),
      ),
    ).toEqual({
      expression: '0 3 * * *',
      timeZone: 'Europe/Zurich',
      lastRunAt: '2026-03-01T02:00:00Z',
      lastSuccessAt: '2026-02-28T02:01:00Z',
      requestedRun: undefined,
    });
  });

  it.each([
    [undefined, { at, phase: 'Requested' }],
    [
      { requestedAt: at, phase: 'Started', job: 'greeter-1a2b3c4d' },
      { at, phase: 'Started', job: 'greeter-1a2b3c4d', message: undefined },
    ],
    [
      { requestedAt: '2026-01-01T00:00:00.000Z', phase: 'Skipped' },
      { at, phase: 'Requested' },
    ],
  ])('tells what became of the last request: %j', (run, expected) => {
    const resources = new StoredResources().with(
      scheduledTaskBindingKind,
      'g',
      spec,
      {
        annotations: { [annotations.runRequestedAt]: at },
        status: run && { run },
      },
    );
    expect(scheduleOf(resources)?.requestedRun).toEqual(expected);
  });
});
