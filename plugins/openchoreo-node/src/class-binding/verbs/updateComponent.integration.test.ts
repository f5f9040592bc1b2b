import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import {
  componentTypeKind,
  scheduledTaskKind,
  serviceBindingKind,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  ana,
  image,
  ComponentPlatform,
} from '../../__testUtils__/ComponentPlatform';
import { waitForValue } from '../../__testUtils__/waitForValue';

jest.setTimeout(60_000);

describe('update-component', () => {
  let platform: ComponentPlatform;

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
  });
  afterAll(() => platform.stop());

  const update = (name: string, input: object) =>
    platform.openChoreo.verbs.execute(
      verbs.updateComponent,
      { ...platform.inDevelopment(name), ...input },
      ana,
    );

  beforeAll(() => platform.createComponent('orders', { port: 8080 }));

  it('changes endpoints and replicas once, and their APIs', async () => {
    const input = {
      endpoints: [
        { name: 'http', port: 9090, exposure: 'Public' as const },
        { name: 'admin', type: 'HTTP' as const, port: 9091 },
      ],
      replicas: 2,
    };
    const before = await platform.versionsOf('orders');
    const { output, objects } = await platform.openChoreo.verbs.plan(
      verbs.updateComponent,
      { ...platform.inDevelopment('orders'), ...input },
    );
    expect(objects).toHaveLength(2);
    expect(await platform.versionsOf('orders')).toEqual(before);
    const { changes } = await update('orders', input);
    expect(changes).toEqual(output.changes);
    expect(changes).toEqual(
      expect.arrayContaining([
        {
          area: 'exposure',
          path: 'endpoint http',
          before: 'REST on port 8080',
          after: 'REST on port 9090',
        },
        {
          area: 'exposure',
          path: 'endpoint admin',
          after: 'HTTP on port 9091',
        },
        { area: 'configuration', path: 'replicas', after: '2' },
      ]),
    );
    expect((await platform.read(serviceKind, 'orders')).spec).toMatchObject({
      parameters: { replicas: 2 },
      apis: {
        http: {
          rest: {
            backend: { port: 9090, basePath: '/' },
            exposeLevels: ['Organization', 'Public'],
          },
        },
      },
    });
    const after = await platform.versionsOf('orders');
    expect((await update('orders', input)).changes).toEqual([]);
    expect(await platform.versionsOf('orders')).toEqual(after);
  });

  it('removes an endpoint with its API', async () => {
    await update('orders', { removedEndpoints: ['http'] });
    const { spec } = await platform.read(serviceKind, 'orders');
    expect(spec.apis).toEqual({});
    expect(
      (await platform.read(workloadKind, 'orders')).spec.endpoints,
    ).toEqual({
      admin: { type: 'HTTP', port: 9091 },
    });
  });

  it('changes the schedule of a task', async () => {
    await platform.createComponent('nightly', {
      type: 'ScheduledTask',
      schedule: '0 3 * * *',
    });
    const { changes } = await update('nightly', {
      schedule: '0 4 * * *',
      timeZone: 'Europe/Zurich',
    });
    expect(changes).toMatchObject([
      { path: 'schedule', before: '0 3 * * *', after: '0 4 * * *' },
      { path: 'time zone', after: 'Europe/Zurich' },
    ]);
    expect(
      (await platform.read(scheduledTaskKind, 'nightly')).spec,
    ).toMatchObject({
      schedule: '0 4 * * *',
      timeZone: 'Europe/Zurich',
    });
  });

  it('keeps what others change at the same time', async () => {
    await Promise.all(
      ['A', 'B', 'C'].map(key =>
        update('orders', { environmentVariables: [{ key, value: '1' }] }),
      ),
    );
    const { containers } = (await platform.read(workloadKind, 'orders')).spec;
    expect(containers?.main.env?.map(({ key }) => key).sort()).toEqual([
      'A',
      'B',
      'C',
    ]);
  });

  it('changes the Workload of a component with a component type', async () => {
    await platform.create(componentTypeKind, 'worker', {
      workloadType: 'deployment',
      resources: [
        {
          id: 'deployment',
          template: { apiVersion: 'apps/v1', kind: 'Deployment' },
        },
      ],
    });
    await platform.createComponent('typed', {
      componentType: { name: 'deployment/worker' },
    });
    const { changes } = await update('typed', {
      image: 'registry.test/typed:2',
      endpoints: [{ name: 'http', port: 8080 }],
    });
    expect(changes.map(({ path }) => path)).toEqual(['main', 'endpoint http']);
    expect((await platform.read(workloadKind, 'typed')).spec).toMatchObject({
      containers: { main: { image: 'registry.test/typed:2' } },
      endpoints: { http: { type: 'HTTP', port: 8080 } },
    });
    await expect(update('typed', { replicas: 2 })).rejects.toThrow(
      /replicas: typed has a component type, whose parameters decide/,
    );
  });

  it('overrides the replicas in an environment that promotions deploy to', async () => {
    await platform.base.deploy('orders', 'staging', image);
    const name = 'orders-staging';
    await waitForValue(
      async () =>
        platform.openChoreo.views
          .deployBoard(platform.base.component('orders'))
          .environments.find(
            ({ environment }) => environment.name === 'staging',
          )?.binding?.name,
    );
    const input = { environment: 'staging', replicas: 5 };
    expect((await update('orders', input)).changes).toEqual([
      { area: 'configuration', path: 'override: replicas', after: '5' },
    ]);
    const { spec } = await platform.read(serviceBindingKind, name);
    expect(spec.envOverrides).toEqual({ replicas: 5 });
    expect((await update('orders', input)).changes).toEqual([]);
    await expect(
      update('orders', { ...input, image: 'registry.test/other:1' }),
    ).rejects.toThrow(/Changes are deployed to development/);
  });

  it('overrides variables in an environment that promotions deploy to, and removes overrides', async () => {
    const name = 'orders-staging';
    const input = {
      environment: 'staging',
      environmentVariables: [
        { key: 'LEVEL', value: 'debug' },
        {
          key: 'HOST',
          valueFrom: { configurationGroupRef: { name: 'mail', key: 'host' } },
        },
      ],
    };
    const { changes, warnings } = await update('orders', input);
    expect(changes.map(({ path }) => path)).toEqual([
      'override: main: HOST',
      'override: main: LEVEL',
    ]);
    expect(warnings).toEqual([]);
    expect((await update('orders', input)).changes).toEqual([]);
    const overridesOf = async () =>
      (await platform.read(serviceBindingKind, name)).spec.envOverrides;
    expect(await overridesOf()).toEqual({
      replicas: 5,
      containers: { main: { env: input.environmentVariables } },
    });
    await update('orders', {
      environment: 'staging',
      removedEnvironmentVariables: ['HOST', 'LEVEL'],
    });
    expect(await overridesOf()).toEqual({
      replicas: 5,
      containers: { main: { env: [] } },
    });
    await expect(
      update('orders', { ...input, container: 'sidecar' }),
    ).rejects.toThrow(/container: orders has no container sidecar/);
  });

  it('warns of a change that the environment overrides', async () => {
    await platform.base.deploy('orders', 'development', image, {
      envOverrides: { replicas: 1 },
    });
    const warnings = await waitForValue(async () => {
      const output = await update('orders', { replicas: 4 });
      return output.warnings?.length ? output.warnings : undefined;
    });
    expect(warnings).toEqual([
      'development overrides the replicas by 1, which stays.',
    ]);
  });

  it.each([
    ['nothing', {}, /There is nothing to change/],
    [
      'a schedule of a service',
      { schedule: '0 3 * * *' },
      /schedule: a Service such as orders has none/,
    ],
    [
      'the port of another endpoint',
      { endpoints: [{ name: 'other', port: 9091 }] },
      /endpoints\.0\.port: 9091 is the port of the endpoint admin/,
    ],
  ])('rejects %s', async (_, input, message) => {
    await expect(update('orders', input)).rejects.toThrow(message);
  });
});
