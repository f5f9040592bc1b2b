import { troubleOfPod } from './container-trouble';

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

describe('troubleOfPod', () => {
  it.each([
    ['ImagePullBackOff', 'ImagePullBackOff'],
    ['ErrImagePull', 'ImagePullBackOff'],
    ['InvalidImageName', 'InvalidImageName'],
    ['CrashLoopBackOff', 'CrashLoopBackOff'],
  ])('of a container that waits by %s is %s', (reason, told) => {
    expect(troubleOfPod(waiting(reason))).toEqual({ ...main, reason: told });
  });

  it.each(['ContainerCreating', 'PodInitializing'])(
    'is none while a container waits by %s',
    reason => {
      expect(troubleOfPod(waiting(reason))).toBeUndefined();
    },
  );

  it('names the configuration that is missing', () => {
    expect(
      troubleOfPod(
        waiting('CreateContainerConfigError', 'secret "db" not found'),
      ),
    ).toMatchObject({ detail: 'secret "db" not found' });
  });

  it('stays the same while a crashing container runs for a moment', () => {
    const lastState = { terminated: { exitCode: 1, reason: 'Error' } };
    const between = withContainer({
      restartCount: 3,
      state: { running: {} },
      lastState,
    });
    expect(troubleOfPod(between)).toEqual(
      troubleOfPod(waiting('CrashLoopBackOff')),
    );
  });

  it('is none after one crash, which may pass', () => {
    const once = withContainer({
      restartCount: 1,
      state: { running: {} },
      lastState: { terminated: { exitCode: 1, reason: 'Error' } },
    });
    expect(troubleOfPod(once)).toBeUndefined();
  });

  it('tells a lack of memory from other crashes', () => {
    const killed = withContainer({
      restartCount: 3,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
    });
    expect(troubleOfPod(killed)).toMatchObject({ reason: 'OOMKilled' });
  });

  it('is that no node has room', () => {
    const conditions = [
      { type: 'PodScheduled', status: 'False', reason: 'Unschedulable' },
    ];
    expect(troubleOfPod(aPod({ conditions }))).toEqual({
      reason: 'Unschedulable',
    });
  });

  it('says nothing of variables, and nothing that the container said', () => {
    const ended = withContainer({
      state: {
        terminated: { exitCode: 1, reason: 'Error', message: 'TOKEN=hush' },
      },
    });
    expect(JSON.stringify(troubleOfPod(ended))).not.toContain('hush');
  });

  it('is none of what runs, and of what is no pod', () => {
    const runs = withContainer({ ready: true, state: { running: {} } });
    expect(troubleOfPod(runs)).toBeUndefined();
    expect(troubleOfPod('nonsense')).toBeUndefined();
  });
});
