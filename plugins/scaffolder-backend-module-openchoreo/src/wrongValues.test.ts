import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { Scaffolder } from './__testUtils__/Scaffolder';
import { TestPlatform } from './__testUtils__/TestPlatform';
import { scaffolderModuleOpenChoreo } from './module';

const component = 'component:default/departures';
const project = 'system:default/tram';

/** An input of an action that is wrong, and what the log of the task says. */
const wrong: [action: string, input: JsonObject, problem: string][] = [
  [
    'openchoreo:project:promote',
    { project, from: 'development', to: 'staging', components: [] },
    'components: must have at least 1 item',
  ],
  [
    'openchoreo:component:create',
    { project, name: 'x'.repeat(64), image: 'a:1' },
    'name: ',
  ],
  [
    'openchoreo:component:create',
    { project, name: 'fine', image: 'a:1', port: 70_000 },
    'port: ',
  ],
  [
    'openchoreo:component:create',
    { project, name: 'fine', image: 'a:1', type: 'Daemon' },
    'type: must be one of ',
  ],
  [
    'openchoreo:component:create',
    { project, name: 'fine', picture: 'a:1' },
    'has no field picture',
  ],
  [
    'openchoreo:component:update',
    { component, replicas: -1 },
    'replicas: must be at least 0',
  ],
  ['openchoreo:component:create', { project, image: 'a:1' }, 'name: '],
  [
    'openchoreo:pipeline:apply',
    {
      organization: 'domain:default/default',
      name: 'x',
      paths: [{ to: 'staging' }],
    },
    'paths.0.from: ',
  ],
  ['openchoreo:component:connect', { component }, 'target: '],
  ['openchoreo:wait', { component }, 'for: '],
  [
    'openchoreo:environment:apply',
    { organization: 'domain:default/default', name: 'x', maxReplicas: 0 },
    'maxReplicas: must be at least 1',
  ],
  [
    'openchoreo:wait',
    { for: 'godot', component },
    'for: must be one of ready, promotion, build',
  ],
  [
    'openchoreo:component:update',
    { component, environmentVariables: [{ key: '1 A', value: 'b' }] },
    'environmentVariables.0.key: ',
  ],
];

const templates = wrong.map(
  ([action, input], index): Entity => ({
    apiVersion: 'scaffolder.backstage.io/v1beta3',
    kind: 'Template',
    metadata: { name: `wrong-${index}` },
    spec: {
      type: 'service',
      parameters: [],
      steps: [{ id: 'run', name: 'Run', action, input }],
    },
  }),
);

describe('a task with a wrong value', () => {
  let platform: TestPlatform;
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    scaffolder = await Scaffolder.start(platform, scaffolderModuleOpenChoreo, {
      templates,
    });
  }, 120_000);
  afterAll(async () => {
    await scaffolder?.stop();
    await platform?.stop();
  });

  it.each(wrong.map((row, index) => [...row, index] as const))(
    'says in words what is wrong: %s %j',
    async (_action, _input, problem, index) => {
      const task = await scaffolder.run(`wrong-${index}`, {});
      const { status, log } = await scaffolder.ended(task);
      expect(status).toBe('failed');
      expect(log).toContain(problem);
      expect(log).not.toMatch(/instance|node_modules|\n\s+at |\.ts:\d/);
    },
    60_000,
  );
});
