import { Scaffolder } from './__testUtils__/Scaffolder';
import { TestPlatform } from './__testUtils__/TestPlatform';
import { scaffolderModuleOpenChoreo } from './module';

describe('the scaffolder with the actions and templates of OpenChoreo', () => {
  let platform: TestPlatform;
  let scaffolder: Scaffolder;

  beforeAll(async () => {
    platform = await TestPlatform.start({ controlPlane: true });
    scaffolder = await Scaffolder.start(platform, scaffolderModuleOpenChoreo);
  }, 120_000);
  afterAll(async () => {
    await scaffolder?.stop();
    await platform?.stop();
  }, 60_000);

  const departures = {
    project: 'system:default/tram',
    name: 'departures',
    image: 'registry.test/tram/departures:1.0.0',
    endpoints: [{ name: 'http', type: 'REST', port: 8080 }],
  };

  it('lists the actions', async () => {
    expect(await scaffolder.actions()).toEqual(
      expect.arrayContaining([
        'openchoreo:component:create',
        'openchoreo:component:promote',
        'openchoreo:project:create',
      ]),
    );
  });

  it('dry-runs Create a project', async () => {
    const { output } = await scaffolder.dryRun('create-a-project', {
      organization: 'domain:default/default',
      name: 'ferry',
    });
    expect(output?.links).toEqual([
      {
        title: 'Open the project',
        entityRef: `system:${platform.organization}/ferry`,
      },
    ]);
    expect(output?.text[0].content).toContain('**ferry** is there');
  });

  it('dry-runs Create a service with all parameters', async () => {
    const { log } = await scaffolder.dryRun('create-a-service', {
      ...departures,
      description: 'When the next tram leaves',
      owner: 'group:default/tram',
      endpoints: [
        { name: 'http', port: 8080, basePath: '/v1', exposure: 'Public' },
      ],
      environmentVariables: [{ key: 'LOG_LEVEL', value: 'info' }],
    });
    expect(log).toContain('basePath: /v1');
    expect(log).toContain('openchoreo.dev/owner: group:default/tram');
  });

  it('dry-runs Create a web application', async () => {
    const { log } = await scaffolder.dryRun('create-a-web-application', {
      project: 'system:default/tram',
      name: 'planner',
      image: 'registry.test/tram/planner:1.0.0',
      port: 8080,
    });
    expect(log).toContain('kind: WebApplication');
  });

  it('dry-runs Create a scheduled task with all parameters', async () => {
    const { log } = await scaffolder.dryRun('create-a-scheduled-task', {
      project: 'system:default/tram',
      name: 'nightly-import',
      image: 'registry.test/tram/import:1.0.0',
      schedule: '15 3 * * *',
      timeZone: 'Europe/Zurich',
      command: ['import'],
      args: ['--all'],
    });
    expect(log).toContain('kind: ScheduledTask');
    expect(log).toContain('schedule: 15 3 * * *');
    expect(log).toContain('timeZone: Europe/Zurich');
  });

  it('runs Create a service, and again without creating anything twice', async () => {
    const task = await scaffolder.run('create-a-service', departures);
    const { output, log } = await scaffolder.ended(task);
    const { organization } = platform;
    expect(log).toContain('development: Ready.');
    expect(output?.links).toEqual([
      {
        title: 'Open the service',
        entityRef: `component:${organization}/departures`,
      },
      {
        title: 'Open the deploy board',
        url: `https://portal.test/catalog/${organization}/component/departures/deploy`,
      },
    ]);
    expect(output?.text[0].content).toContain('runs in development');

    await scaffolder.retry(task);
    expect((await scaffolder.ended(task)).output).toEqual(output);

    const again = await scaffolder.run('create-a-service', departures);
    expect(await scaffolder.ended(again)).toMatchObject({
      status: 'completed',
      output,
    });
  }, 60_000);

  it('fails Create a service when the name is already taken', async () => {
    const task = await scaffolder.run('create-a-service', {
      ...departures,
      image: 'registry.test/tram/departures:2.0.0',
    });
    const { output, log } = await scaffolder.ended(task);
    expect(output).toBeUndefined();
    expect(log).toContain('ConflictError: The component departures');
    expect(log).not.toMatch(/^\s+at .*\.(ts|js)/m);
    expect(log).toMatch(
      /The component departures already exists in \S+, in project tram. Choose another name/,
    );
  }, 60_000);

  it('runs Promote a component, and again without promoting twice', async () => {
    const task = await scaffolder.run('promote-a-component', {
      component: 'component:default/departures',
      to: 'resource:default/environment-staging',
    });
    const { output, log } = await scaffolder.ended(task);
    expect(log).toContain('Promotion to staging: done.');
    expect(output?.text[0].content).toMatch(
      /Release `[0-9a-f]{7}` runs in staging/,
    );

    await scaffolder.retry(task);
    expect((await scaffolder.ended(task)).output).toEqual(output);
    expect(
      await platform.namesOf('delivery.openchoreo.dev/v1alpha1', 'Promotion'),
    ).toHaveLength(1);
  }, 60_000);
});
