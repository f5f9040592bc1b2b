import {
  buildKind,
  componentKind,
  projectKind,
  serviceKind,
  workloadKind,
} from '@promenade/openchoreo-model';
import {
  image,
  ComponentPlatform,
} from '../../__testUtils__/ComponentPlatform';

jest.setTimeout(60_000);

describe('create-component', () => {
  let platform: ComponentPlatform;

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
  });
  afterAll(() => platform.stop());

  it('creates endpoints with APIs, variables of configuration groups, and replicas', async () => {
    const { objects } = await platform.createComponent('store', {
      endpoints: [
        { name: 'http', port: 8080, basePath: '/v1', exposure: 'Public' },
        { name: 'events', type: 'TCP', port: 9000 },
        { name: 'rpc', type: 'gRPC', port: 9090, exposure: 'Organization' },
      ],
      environmentVariables: [
        { key: 'LEVEL', value: 'info' },
        {
          key: 'MAIL_HOST',
          valueFrom: { configurationGroupRef: { name: 'mail', key: 'host' } },
        },
      ],
      replicas: 3,
    });
    expect(objects.map(({ kind }) => kind)).toEqual([
      'Component',
      'Workload',
      'Service',
    ]);
    expect((await platform.read(workloadKind, 'store')).spec).toMatchObject({
      containers: {
        main: {
          image,
          env: [{ key: 'LEVEL' }, { key: 'MAIL_HOST', valueFrom: {} }],
        },
      },
      endpoints: {
        http: { type: 'REST', port: 8080 },
        events: { type: 'TCP', port: 9000 },
        rpc: { type: 'gRPC', port: 9090 },
      },
    });
    const service = await platform.read(serviceKind, 'store');
    expect(service.metadata.annotations).toMatchObject({
      'openchoreo.dev/requested-by': 'user:default/ana',
    });
    expect(service.spec).toMatchObject({
      parameters: { replicas: 3 },
      apis: {
        http: {
          type: 'REST',
          rest: {
            backend: { port: 8080, basePath: '/v1' },
            exposeLevels: ['Organization', 'Public'],
          },
        },
        rpc: {
          type: 'gRPC',
          grpc: { backend: { port: 9090 }, exposeLevels: ['Organization'] },
        },
      },
    });
    expect(Object.keys(service.spec.apis ?? {})).toEqual(['http', 'rpc']);
  });

  it('creates a component that is built, with its first build', async () => {
    const input = {
      image: undefined,
      build: {
        repository: 'https://git.test/shop/built.git',
        path: 'services/built',
        template: 'docker',
        parameters: [{ name: 'dockerfile-path', value: 'Dockerfile' }],
      },
      port: 8080,
      idempotencyKey: 'once',
    };
    const { build = '', objects } = await platform.createComponent(
      'built',
      input,
    );
    expect(build).toMatch(/^built-build-[0-9a-f]{8}$/);
    expect(await platform.createComponent('built', input)).toMatchObject({
      objects,
    });
    const repository = {
      url: 'https://git.test/shop/built.git',
      revision: { branch: 'main' },
      appPath: 'services/built',
    };
    expect(
      (await platform.read(componentKind, 'built')).spec.build,
    ).toMatchObject({
      repository,
      templateRef: { name: 'docker' },
    });
    expect((await platform.read(buildKind, build)).spec).toMatchObject({
      owner: { projectName: 'shop', componentName: 'built' },
      repository,
    });
    const { spec } = await platform.read(workloadKind, 'built');
    expect(spec.containers).toBeUndefined();
    expect(spec.endpoints).toHaveProperty('http');
  });

  it('shows on a web application who may call it', async () => {
    await platform.createComponent('pages', {
      type: 'WebApplication',
      port: 80,
      exposure: 'Public',
    });
    expect((await platform.read(workloadKind, 'pages')).spec.endpoints).toEqual(
      {
        http: {
          type: 'HTTP',
          port: 80,
          visibility: ['organization', 'public'],
        },
      },
    );
  });

  it.each([
    ['an invalid image', { image: 'https://x' }, /image: begins with/],
    ['no image', { image: undefined }, /image: is missing/],
    ['a port out of range', { port: 70000 }, /port: is not a port/],
    [
      'two endpoints of one name',
      {
        endpoints: [
          { name: 'a', port: 1 },
          { name: 'a', port: 2 },
        ],
      },
      /endpoints\.1\.name: is the same as that of item 1/,
    ],
    [
      'two endpoints on one port',
      {
        endpoints: [
          { name: 'a', port: 1 },
          { name: 'b', port: 1 },
        ],
      },
      /endpoints\.1\.port: is the same/,
    ],
    [
      'an invalid name of an endpoint',
      { endpoints: [{ name: 'No', port: 1 }] },
      /endpoints\.0\.name: has upper-case letters/,
    ],
    [
      'a cron expression that never fires',
      { type: 'ScheduledTask', schedule: '0 0 31 2 *' },
      /schedule: never fires/,
    ],
    [
      'an unknown time zone',
      { type: 'ScheduledTask', timeZone: 'Europe/Nowhere' },
      /timeZone: is not a time zone/,
    ],
    [
      'replicas of a task',
      { type: 'ScheduledTask', replicas: 2 },
      /replicas: a ScheduledTask has none/,
    ],
    [
      'an unknown class',
      { className: 'gold' },
      /className: the ServiceClass gold does not exist/,
    ],
    [
      'an unknown configuration group',
      {
        environmentVariables: [
          {
            key: 'A',
            valueFrom: { configurationGroupRef: { name: 'no', key: 'a' } },
          },
        ],
      },
      /environmentVariables\.0 \(A\): the configuration group no does not exist/,
    ],
    [
      'an unknown key of a configuration group',
      {
        environmentVariables: [
          {
            key: 'A',
            valueFrom: { configurationGroupRef: { name: 'mail', key: 'a' } },
          },
        ],
      },
      /the configuration group mail has no key a\. Its keys: host/,
    ],
    [
      'an invalid name of a variable',
      { environmentVariables: [{ key: '1A', value: 'x' }] },
      /environmentVariables\.0\.key: begins with a digit/,
    ],
    [
      'a variable with neither value nor source',
      { environmentVariables: [{ key: 'A' }] },
      /environmentVariables\.0: needs either/,
    ],
    [
      'an image and a build',
      { build: { repository: 'https://git.test/a.git', template: 'docker' } },
      /build: excludes an image/,
    ],
    ['an unknown project', { project: 'none' }, /project none does not exist/],
  ])('rejects %s, before anything is created', async (_, input, message) => {
    await expect(platform.createComponent('wrong', input)).rejects.toThrow(
      message,
    );
    expect(await platform.find(componentKind, 'wrong')).toBeUndefined();
  });

  it('rejects a project that is being deleted', async () => {
    await platform.client.create(projectKind, {
      apiVersion: projectKind.apiVersion,
      kind: projectKind.kind,
      metadata: {
        name: 'closing',
        namespace: platform.organization,
        finalizers: ['test.dev/wait'],
      },
      spec: { deploymentPipelineRef: 'default' },
    });
    const key = { namespace: platform.organization, name: 'closing' };
    await platform.client.delete(projectKind, key);
    await expect(
      platform.createComponent('late', { project: 'closing' }),
    ).rejects.toThrow(/The project closing of \S+ is being deleted/);
    await platform.client.patch(
      projectKind,
      key,
      { metadata: { finalizers: null } },
      { type: 'merge' },
    );
  });
});
