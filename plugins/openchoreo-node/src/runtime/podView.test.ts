import { failureLog, podView } from './podView';

const spec = {
  nodeName: 'node-1',
  containers: [{ name: 'main', image: 'app:1' }],
  initContainers: [{ name: 'migrate', image: 'migrate:1' }],
};

const viewOf = (status: object, isBeingDeleted = false) =>
  podView({ spec, status, isBeingDeleted });

const mainStatus = (state: object, more: object = {}) => ({
  phase: 'Running',
  containerStatuses: [
    { name: 'main', ready: false, restartCount: 0, state, ...more },
  ],
});

const running = { running: { startedAt: '2026-03-01T12:00:00Z' } };
const crash = {
  exitCode: 1,
  reason: 'Error',
  startedAt: '2026-03-01T12:00:00Z',
  finishedAt: '2026-03-01T12:00:05Z',
};

describe('podView', () => {
  it('is healthy when all containers are ready', () => {
    const { health, pod } = viewOf(mainStatus(running, { ready: true }));
    expect(health).toBe('Healthy');
    expect(pod).toMatchObject({
      phase: 'Running',
      node: 'node-1',
      containers: [
        { name: 'migrate', isInit: true, state: 'Unknown', hasLog: false },
        { name: 'main', isInit: false, state: 'Running', hasLog: true },
      ],
    });
  });

  it('progresses while containers start', () => {
    expect(
      viewOf(mainStatus({ waiting: { reason: 'ContainerCreating' } })).health,
    ).toBe('Progressing');
    expect(viewOf({}).health).toBe('Progressing');
  });

  it('is degraded with the reason when an image cannot be pulled', () => {
    const view = viewOf(
      mainStatus({ waiting: { reason: 'ErrImagePull', message: 'not found' } }),
    );
    expect(view).toMatchObject({
      health: 'Degraded',
      message: 'ErrImagePull: not found',
    });
    expect(failureLog('web', view.pod)).toBeUndefined();
  });

  it('names the log of the run that crashed', () => {
    const view = viewOf(
      mainStatus(
        { waiting: { reason: 'CrashLoopBackOff' } },
        { restartCount: 3, lastState: { terminated: crash } },
      ),
    );
    expect(view.health).toBe('Degraded');
    expect(failureLog('web', view.pod)).toEqual({
      pod: 'web',
      container: 'main',
      previous: true,
      at: crash.finishedAt,
    });
  });

  it('names the log of a container that is not restarted', () => {
    const view = viewOf({
      ...mainStatus({ terminated: crash }),
      phase: 'Failed',
    });
    expect(failureLog('web', view.pod)).toMatchObject({
      previous: false,
      at: crash.finishedAt,
    });
  });

  it('is healthy after a restart, with the end of the previous run', () => {
    const view = viewOf(
      mainStatus(running, {
        ready: true,
        restartCount: 1,
        lastState: { terminated: crash },
      }),
    );
    expect(view.health).toBe('Healthy');
    expect(view.pod.containers[1].lastExit).toEqual({
      reason: 'Error',
      exitCode: 1,
      at: crash.finishedAt,
    });
  });

  it('is degraded when it cannot be scheduled', () => {
    const view = viewOf({
      phase: 'Pending',
      conditions: [
        {
          type: 'PodScheduled',
          status: 'False',
          reason: 'Unschedulable',
          message: 'no node fits',
        },
      ],
    });
    expect(view).toMatchObject({
      health: 'Degraded',
      message: 'Unschedulable: no node fits',
    });
  });

  it('says that it is being deleted', () => {
    expect(viewOf(mainStatus(running), true)).toMatchObject({
      health: 'Progressing',
      message: 'It is being deleted.',
    });
  });
});
