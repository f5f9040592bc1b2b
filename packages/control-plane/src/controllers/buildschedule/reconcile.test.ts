import { Component, annotations, buildKind } from '@promenade/openchoreo-model';
import {
  InMemoryCluster,
  aComponent,
  testOrganization,
} from '../../test/__testUtils__';
import { buildScheduleReconciler } from './reconcile';

const minute = 60_000;
const hour = 60 * minute;
const key = { namespace: testOrganization, name: 'greeter' };

/** The component is created at midnight. */
const noon = Date.parse('2026-01-01T12:00:00Z');

type Triggers = NonNullable<Component['spec']['build']>['triggers'];

function scheduled(triggers: Triggers): Component {
  const component = aComponent('greeter');
  return {
    ...component,
    spec: {
      ...component.spec,
      build: {
        repository: {
          url: 'https://git.example.com/shop/greeter',
          revision: { branch: 'main' },
          appPath: '/greeter',
        },
        templateRef: { name: 'docker' },
        triggers,
      },
    },
  };
}

describe('the schedule of builds', () => {
  let cluster: InMemoryCluster;
  let now: number;

  beforeEach(() => {
    now = noon;
    cluster = new InMemoryCluster();
  });

  /** A control plane that starts now. */
  function startControlPlane() {
    const reconcile = buildScheduleReconciler({
      clock: { now: () => now, monotonic: () => now, after: () => () => {} },
    });
    return async () => {
      cluster.deliverAll();
      const result = await reconcile(key, cluster, cluster);
      cluster.deliverAll();
      return result;
    };
  }

  const builds = () => cluster.list(buildKind);

  const times = () =>
    builds()
      .map(({ metadata }) => metadata.annotations?.[annotations.scheduledAt])
      .sort();

  const endAll = () =>
    builds().forEach(build =>
      cluster.apply({ ...build, status: { phase: 'Succeeded' } }),
    );

  it('starts a build of the branch at each time, and waits for the next one', async () => {
    cluster.apply(scheduled({ schedule: '30 * * * *' }));
    const reconcile = startControlPlane();
    now = noon + 1;
    expect(await reconcile()).toEqual({ requeueAfter: 30 * minute - 1 });
    // The control plane was not running at half past eleven.
    expect(times()).toEqual(['2026-01-01T11:30:00.000Z']);
    endAll();
    now = noon + 30 * minute;
    expect(await reconcile()).toEqual({ requeueAfter: hour });
    expect(times()).toEqual([
      '2026-01-01T11:30:00.000Z',
      '2026-01-01T12:30:00.000Z',
    ]);
    expect(builds()[1]).toMatchObject({
      metadata: { name: expect.stringMatching(/^greeter-build-[0-9a-f]{8}$/) },
      spec: {
        owner: { projectName: 'shop', componentName: 'greeter' },
        repository: {
          url: 'https://git.example.com/shop/greeter',
          revision: { branch: 'main' },
        },
        templateRef: { name: 'docker' },
      },
    });
    expect(builds()[1].spec.repository.revision).not.toHaveProperty('commit');
  });

  it('starts one build at a time, also after a crash and for another control plane', async () => {
    cluster.apply(scheduled({ schedule: '0 13 * * *' }));
    const reconcile = startControlPlane();
    await reconcile();
    now = noon + hour;
    await reconcile();
    await reconcile();
    await startControlPlane()();
    expect(times()).toEqual(['2026-01-01T13:00:00.000Z']);
    // The history deletes a build that has ended.
    endAll();
    await cluster.remove(buildKind, builds()[0]);
    await reconcile();
    expect(times()).toEqual([]);
  });

  it('is in its time zone', async () => {
    cluster.apply(scheduled({ schedule: '0 3 * * *', timeZone: 'Asia/Tokyo' }));
    expect(await startControlPlane()()).toEqual({ requeueAfter: 6 * hour });
    expect(times()).toEqual([]);
  });

  it('skips a time while its last build runs, and what is long past', async () => {
    cluster.apply(scheduled({ schedule: '*/10 * * * *' }));
    const reconcile = startControlPlane();
    await reconcile();
    now = noon + 10 * minute;
    await reconcile();
    expect(times()).toEqual(['2026-01-01T12:00:00.000Z']);
    endAll();
    now = noon + 20 * minute;
    await reconcile();
    expect(times()).toEqual([
      '2026-01-01T12:00:00.000Z',
      '2026-01-01T12:20:00.000Z',
    ]);
    // Nobody runs for a day.
    endAll();
    now = noon + 24 * hour + 5 * minute;
    await startControlPlane()();
    expect(times()).toHaveLength(3);
    expect(times()[2]).toBe('2026-01-02T12:00:00.000Z');
  });

  it('starts no build for a time that passed long before a standby takes over', async () => {
    cluster.apply(scheduled({ schedule: '0 3 * * *' }));
    const reconcile = startControlPlane();
    now = noon + 7 * 24 * hour;
    expect(await reconcile()).toEqual({ requeueAfter: 15 * hour });
    expect(times()).toEqual([]);
  });

  it('starts no build for a time before the schedule was set', async () => {
    cluster.apply(scheduled(undefined));
    const reconcile = startControlPlane();
    await reconcile();
    now = noon + 30 * minute;
    cluster.apply(scheduled({ schedule: '15 * * * *' }));
    expect(await reconcile()).toEqual({ requeueAfter: 45 * minute });
    expect(times()).toEqual([]);
    now = noon + 75 * minute;
    cluster.apply(scheduled({ schedule: '15 * * * *', push: false }));
    await reconcile();
    expect(times()).toEqual(['2026-01-01T13:15:00.000Z']);
  });

  it.each([
    [{ schedule: '61 * * * *' }, 'spec.build.triggers.schedule: "61 * * * *"'],
    [{ schedule: '@every 1h' }, 'is an interval'],
    [
      { schedule: '0 3 * * *', timeZone: 'Mars/Olympus' },
      'spec.build.triggers.timeZone: "Mars/Olympus" is not a time zone',
    ],
  ])('reports what it cannot read: %j', async (triggers, message) => {
    cluster.apply(scheduled(triggers));
    expect(await startControlPlane()()).toEqual({});
    expect(cluster.events).toMatchObject([
      {
        reason: 'InvalidBuildSchedule',
        message: expect.stringContaining(message),
      },
    ]);
    expect(builds()).toEqual([]);
  });
});
