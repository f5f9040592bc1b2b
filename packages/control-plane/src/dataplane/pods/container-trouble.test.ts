import { findPodTrouble } from './container-trouble';

const aPod = (status: object, spec: object = {}) => ({
  spec: {
    containers: [
      {
        name: 'main',
        image: 'registry.test/app:9',
        env: [{ name: 'TOKEN', value: 'hush' }],
      },
    ],
    ...spec,
  },
  status,
});

const withContainer = (container: object) =>
  aPod({ containerStatuses: [{ name: 'main', ready: false, ...container }] });

const waiting = (reason: string, message = 'whatever') =>
  withContainer({ state: { waiting: { reason, message } } });

const main = { container: 'main', image: 'registry.test/app:9' };

describe('findPodTrouble', () => {
  it.each([
    ['ImagePullBackOff', 'ImagePullBackOff'],
    ['ErrImagePull', 'ImagePullBackOff'],
    ['InvalidImageName', 'InvalidImageName'],
    ['CrashLoopBackOff', 'CrashLoopBackOff'],
  ])('reports waiting reason %s as %s', (reason, expected) => {
    expect(findPodTrouble(waiting(reason))).toEqual({
      ...main,
      reason: expected,
    });
  });

  it.each(['ContainerCreating', 'PodInitializing'])(
    'reports nothing while a container waits with %s',
    reason => {
      expect(findPodTrouble(waiting(reason))).toBeUndefined();
    },
  );

  it('includes the message that names missing configuration', () => {
    expect(
      findPodTrouble(
        waiting('CreateContainerConfigError', 'secret "db" not found'),
      ),
    ).toMatchObject({ detail: 'secret "db" not found' });
  });

  it('stays the same while a crashing container runs briefly', () => {
    const lastState = { terminated: { exitCode: 1, reason: 'Error' } };
    const between = withContainer({
      restartCount: 3,
      state: { running: {} },
      lastState,
    });
    expect(findPodTrouble(between)).toEqual(
      findPodTrouble(waiting('CrashLoopBackOff')),
    );
  });

  it('reports nothing after a single crash', () => {
    const once = withContainer({
      restartCount: 1,
      state: { running: {} },
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    expect(findPodTrouble(once)).toBeUndefined();
  });

  it('distinguishes OOMKilled from other crashes', () => {
    const killed = withContainer({
      restartCount: 3,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    });
    expect(findPodTrouble(killed)).toMatchObject({ reason: 'OOMKilled' });
  });

  it('reports Unschedulable', () => {
    const conditions = [
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
    ];
    expect(findPodTrouble(aPod({ conditions }))).toEqual({
      reason: 'Unschedulable',
    });
  });

  it('contains neither environment variables nor output of the container', () => {
    const ended = withContainer({
      state: {
        terminated: { exitCode: 1, reason: 'Error', message: 'TOKEN=hush' },
      },
    });
    expect(JSON.stringify(findPodTrouble(ended))).not.toContain('hush');
  });

  it('reports nothing for a running pod or an invalid object', () => {
    const runs = withContainer({ ready: true, state: { running: {} } });
    expect(findPodTrouble(runs)).toBeUndefined();
    expect(findPodTrouble('nonsense')).toBeUndefined();
  });
});
