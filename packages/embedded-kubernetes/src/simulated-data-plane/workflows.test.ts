import { createHash } from 'node:crypto';
import { load } from 'js-yaml';
import { JsonObject, listAt, objectAt, stringAt } from '../schema/json';
import { Simulation } from './__testUtils__/simulation';
import { kinds, statusOf } from './cluster';
import { containerLog } from './container-log';
import { behaviourAnnotations } from './simulation-metadata';

let simulation: Simulation;

beforeEach(() => {
  simulation = new Simulation();
});

afterEach(() => simulation.close());

function createWorkflow(annotations = {}, parameters: object[] = []) {
  simulation.create({
    ...kinds.workflow,
    metadata: { name: 'build', annotations },
    spec: {
      arguments: {
        parameters: [
          { name: 'project-name', value: 'shop' },
          { name: 'component-name', value: 'web' },
          { name: 'image-name', value: 'shop-web' },
          { name: 'image-tag', value: 'default' },
          ...parameters,
          { name: 'commit', value: 'abcdef0123456789' },
        ],
      },
      workflowTemplateRef: { name: 'docker', clusterScope: true },
    },
  });
}

function status(): JsonObject {
  return statusOf(simulation.get(kinds.workflow, 'build'));
}

function output(template: string): unknown {
  const nodes = Object.values(objectAt(status(), 'nodes'));
  const node = nodes.find(item => stringAt(item, 'templateName') === template);
  const [parameter] = listAt(objectAt(node, 'outputs'), 'parameters');
  return stringAt(parameter, 'value');
}

describe('a simulated workflow', () => {
  it('runs its steps and outputs the image', () => {
    createWorkflow();
    simulation.pass(1.5);
    expect(status()).toMatchObject({ phase: 'Running', progress: '1/4' });
    simulation.pass(5);
    expect(status()).toMatchObject({ phase: 'Succeeded', progress: '4/4' });
    expect(output('push-step')).toBe(
      'simulated.openchoreo.dev/shop-web:default-abcdef01',
    );
  });

  it('has a pod for each step, which ends as the step does', () => {
    createWorkflow({ [behaviourAnnotations.fail]: 'build-step' });
    simulation.pass(6);
    const pods = simulation.pods();
    expect(
      pods.map(pod => [
        pod.metadata.annotations?.['workflows.argoproj.io/node-name'],
        statusOf(pod).phase,
      ]),
    ).toEqual([
      ['build.build-step', 'Failed'],
      ['build.clone-step', 'Succeeded'],
    ]);
    const log = containerLog(pods[0], 'main', { previous: false, now: 0 });
    expect(log?.lines.map(({ text }) => text)).toContain(
      'simulated: error: simulated failure of build-step',
    );
  });

  it('says in every message that it is simulated', () => {
    createWorkflow();
    simulation.pass(6);
    const messages = Object.values(objectAt(status(), 'nodes')).map(node =>
      stringAt(node, 'message'),
    );
    expect([stringAt(status(), 'message'), ...messages]).toEqual(
      Array(6).fill('Simulated: nothing runs'),
    );
  });

  it('builds the same commit of a branch each time, and pushes to the registry of its argument', () => {
    createWorkflow({}, [
      { name: 'commit', value: '' },
      { name: 'git-repo', value: 'https://git.test/web' },
      { name: 'branch', value: 'next' },
      { name: 'registry-prefix', value: 'registry.test/acme' },
    ]);
    simulation.pass(6);
    const revision = createHash('sha1')
      .update('https://git.test/web next')
      .digest('hex')
      .slice(0, 8);
    expect(output('clone-step')).toBe(revision);
    expect(output('push-step')).toBe(
      `registry.test/acme/shop-web:default-${revision}`,
    );
  });

  it('signs and scans the image if arguments ask for it', () => {
    createWorkflow({}, [
      { name: 'sign-image', value: 'true' },
      { name: 'scan-image', value: 'true' },
    ]);
    simulation.pass(8);
    expect(status()).toMatchObject({ phase: 'Succeeded', progress: '6/6' });
  });

  it('outputs the Workload of the component with the image', () => {
    createWorkflow();
    simulation.pass(6);
    expect(load(String(output('workload-create-step')))).toEqual({
      apiVersion: 'openchoreo.dev/v1alpha1',
      kind: 'Workload',
      metadata: { name: 'web-workload' },
      spec: {
        owner: { projectName: 'shop', componentName: 'web' },
        containers: {
          main: { image: 'simulated.openchoreo.dev/shop-web:default-abcdef01' },
        },
        endpoints: { web: { type: 'REST', port: 8080 } },
      },
    });
  });

  it('uses the steps of its template', () => {
    simulation.create({
      ...kinds.clusterWorkflowTemplate,
      metadata: { name: 'docker', namespace: undefined },
      spec: {
        entrypoint: 'main',
        templates: [
          {
            name: 'main',
            steps: [
              [{ name: 'fetch', template: 'clone-step' }],
              [{ name: 'push', template: 'push-step' }],
            ],
          },
        ],
      },
    });
    createWorkflow();
    simulation.pass(3);
    expect(status()).toMatchObject({ phase: 'Succeeded', progress: '2/2' });
  });

  it.each([
    ['an annotation', { [behaviourAnnotations.fail]: 'build-step' }, []],
    [
      'an argument',
      {},
      [{ name: behaviourAnnotations.fail, value: 'build-step' }],
    ],
    [
      'the URL of the repository, by its marker,',
      {},
      [{ name: 'git-repo', value: 'https://git.test/simulated-fail' }],
    ],
    [
      'the path of the source, by its marker,',
      {},
      [{ name: 'app-path', value: '/simulated-fail/web' }],
    ],
  ])('fails at the step that %s names', (_, annotations, parameters) => {
    createWorkflow(annotations, parameters);
    simulation.pass(10);
    expect(status()).toMatchObject({
      phase: 'Failed',
      progress: '1/4',
      message: 'simulated failure of build-step',
    });
    expect(output('push-step')).toBeUndefined();
  });

  it('continues after a crash', () => {
    createWorkflow();
    simulation.pass(1.5);
    simulation.crash();
    simulation.pass(5);
    expect(status().phase).toBe('Succeeded');
  });
});
