import { containerLog } from './container-log';
import { kinds } from './cluster';
import {
  deploymentOf,
  podTemplate,
  Simulation,
} from './__testUtils__/simulation';
import { behaviourAnnotations } from './simulation-metadata';

let simulation: Simulation;

beforeEach(() => {
  simulation = new Simulation();
});

afterEach(() => simulation.close());

function log(previous = false) {
  const [pod] = simulation.pods();
  const now = Date.parse(simulation.now());
  return containerLog(pod, 'main', { previous, now });
}

const texts = (previous = false) =>
  log(previous)?.lines.map(({ text }) => text.replace('simulated: ', ''));

function deploy(annotations: Record<string, string> = {}): void {
  const ports = [{ containerPort: 8080 }];
  simulation.create(
    deploymentOf('app:1', {
      replicas: 1,
      template: podTemplate(
        'app:1',
        { annotations },
        { containers: [{ name: 'main', image: 'app:1', ports }] },
      ),
    }),
  );
}

describe('the log of a simulated container', () => {
  it('begins with its start and grows while it runs', () => {
    deploy();
    simulation.pass(0.5);
    expect(log()).toBeUndefined();
    simulation.pass(21.5);
    expect(texts()).toEqual([
      'started container main with image app:1',
      'listening on port 8080',
      'running for 10 s',
      'running for 20 s',
    ]);
    expect(log()?.hasEnded).toBe(false);
    expect(log()?.lines[0].text).toMatch(/^simulated: /);
  });

  it('keeps the numbers of lines when old ones are dropped', () => {
    deploy();
    simulation.pass(20_000);
    const lines = log()?.lines ?? [];
    expect(lines).toHaveLength(1000);
    expect(lines[0].number).toBeGreaterThan(0);
    expect(lines.at(-1)?.number).toBe(lines[0].number + 999);
  });

  it('ends with the error and the code of a crash', () => {
    deploy({
      [behaviourAnnotations.fail]: 'CrashLoopBackOff',
      [behaviourAnnotations.message]: 'no route to the database',
      [behaviourAnnotations.failAfter]: '5',
    });
    simulation.pass(8);
    const expected = [
      'started container main with image app:1',
      'listening on port 8080',
      'error: no route to the database',
      'exited with code 1',
    ];
    expect(texts()).toEqual(expected);
    expect(texts(true)?.at(-1)).toBe('exited with code 1');
    expect(log()?.hasEnded).toBe(true);
  });

  it('does not exist for a container that cannot start', () => {
    deploy({ [behaviourAnnotations.fail]: 'ImagePullBackOff' });
    simulation.pass(8);
    expect(log()).toBeUndefined();
    expect(log(true)).toBeUndefined();
  });

  it('ends when a Job completes', () => {
    simulation.create({
      ...kinds.job,
      metadata: { name: 'task' },
      spec: { template: podTemplate('app:1', {}, { restartPolicy: 'Never' }) },
    });
    simulation.pass(30);
    expect(texts()).toEqual([
      'started container main with image app:1',
      'exited with code 0',
    ]);
  });
});
