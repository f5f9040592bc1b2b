import { mockServices } from '@backstage/backend-test-utils';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import {
  clusterComponentTypeKind,
  componentKind,
  componentTypeKind,
  serviceKind,
  workloadKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { aPlatform } from '../../__testUtils__/platform';
import { createOpenChoreo } from '../../createOpenChoreo';
import type { OpenChoreoService } from '../../OpenChoreoService';

jest.setTimeout(60_000);

type Input = OperationInput<typeof verbs.createComponent>;

const declared = {
  openAPIV3Schema: {
    type: 'object',
    required: ['region'],
    properties: {
      region: { type: 'string', enum: ['eu', 'us'] },
      replicas: { type: 'integer', default: 1, maximum: 10 },
      database: {
        type: 'object',
        properties: {
          host: { type: 'string' },
          password: { type: 'string', format: 'password' },
        },
      },
    },
  },
};

const typeSpec = (workloadType: string, schema?: object) => ({
  workloadType,
  ...(schema && { parameters: schema }),
  resources: [
    { id: workloadType, template: { apiVersion: 'v1', kind: 'ConfigMap' } },
  ],
});

describe('a component with a component type', () => {
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let platform: Awaited<ReturnType<typeof aPlatform>>;
  let openChoreo: OpenChoreoService;
  let sharedType: string;
  const stop = new AbortController();

  const create = (kind: KindDefinition, name: string, spec: object) =>
    client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: {
        name,
        ...(kind.scope === 'Namespaced' && {
          namespace: platform.organization,
        }),
      },
      spec,
    });

  const find = (kind: KindDefinition, name: string) =>
    client.find(kind, { namespace: platform.organization, name });

  const input = (parts: Partial<Input>): Input => ({
    organization: platform.organization,
    project: 'shop',
    name: 'storefront',
    componentType: { name: 'deployment/web-app' },
    image: 'registry.test/storefront:1',
    ...parts,
  });

  const createComponent = (parts: Partial<Input>) =>
    openChoreo.verbs.execute(verbs.createComponent, input(parts), {
      requestedBy: 'user:default/ana',
    });

  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    platform = await aPlatform(client);
    sharedType = `worker-${platform.organization}`;
    await create(
      componentTypeKind,
      'web-app',
      typeSpec('deployment', declared),
    );
    await create(componentTypeKind, 'redirect', typeSpec('proxy'));
    await create(
      componentTypeKind,
      'broken',
      typeSpec('deployment', {
        openAPIV3Schema: { properties: { port: { $ref: '#/$defs/Port' } } },
      }),
    );
    await create(clusterComponentTypeKind, sharedType, typeSpec('deployment'));
    openChoreo = createOpenChoreo({
      client,
      logger: mockServices.logger.mock(),
      signal: stop.signal,
      includes: name => name === platform.organization,
    });
    await openChoreo.cache.waitForSync(AbortSignal.timeout(30_000));
  });

  afterAll(async () => {
    stop.abort();
    await client.delete(clusterComponentTypeKind, { name: sharedType });
    await platform.remove();
    await client.close();
    await kubernetes.stop();
  });

  it('is planned without creating anything', async () => {
    const { objects } = await openChoreo.verbs.plan(
      verbs.createComponent,
      input({ name: 'planned', parameters: { region: 'eu' } }),
      {},
    );
    expect(objects.map(({ kind }) => kind)).toEqual(['Component', 'Workload']);
    await expect(find(componentKind, 'planned')).resolves.toBeUndefined();
  });

  it('refers to the type and has the parameters, and its Workload has the endpoints', async () => {
    await createComponent({
      parameters: { region: 'eu', replicas: 2 },
      endpoints: [{ name: 'web', port: 8080, exposure: 'Public' }],
    });
    await expect(find(componentKind, 'storefront')).resolves.toMatchObject({
      spec: {
        componentType: { kind: 'ComponentType', name: 'deployment/web-app' },
        parameters: { region: 'eu', replicas: 2 },
      },
    });
    await expect(find(workloadKind, 'storefront')).resolves.toMatchObject({
      spec: {
        endpoints: {
          web: {
            type: 'HTTP',
            port: 8080,
            visibility: ['organization', 'public'],
          },
        },
      },
    });
    await expect(find(serviceKind, 'storefront')).resolves.toBeUndefined();
  });

  it('may have a ClusterComponentType, and needs no image for a proxy', async () => {
    await createComponent({
      name: 'mailer',
      componentType: {
        kind: 'ClusterComponentType',
        name: `deployment/${sharedType}`,
      },
    });
    await createComponent({
      name: 'redirect',
      componentType: { name: 'proxy/redirect' },
      image: undefined,
    });
    await expect(find(componentKind, 'redirect')).resolves.toBeDefined();
  });

  describe('that is changed', () => {
    const update = (parameters: Record<string, unknown>) =>
      openChoreo.verbs.execute(
        verbs.updateComponent,
        {
          ...platform.component('changing'),
          environment: 'development',
          parameters,
        },
        { requestedBy: 'user:default/ana' },
      );

    beforeAll(() =>
      createComponent({
        name: 'changing',
        parameters: { region: 'eu', replicas: 2 },
      }),
    );

    it('keeps the parameters that are not named, and removes those that are null', async () => {
      const { changes } = await update({ region: 'us', replicas: null });
      expect(changes).toEqual([
        {
          area: 'configuration',
          path: 'parameter region',
          before: 'eu',
          after: 'us',
        },
        { area: 'configuration', path: 'parameter replicas', before: '2' },
      ]);
      await expect(find(componentKind, 'changing')).resolves.toMatchObject({
        spec: { parameters: { region: 'us' } },
      });
      expect((await update({ region: 'us' })).changes).toEqual([]);
    });

    it('is rejected with parameters that the schema does not allow', async () => {
      await expect(update({ replicas: 11 })).rejects.toThrow(
        'parameters.replicas: must be at most 10',
      );
      await expect(update({ region: null })).rejects.toThrow(
        'parameters.region: is required',
      );
    });
  });

  it.each<[Partial<Input>, string]>([
    [{}, 'parameters.region: is required'],
    [
      { parameters: { region: 'eu', replicas: 11 } },
      'parameters.replicas: must be at most 10',
    ],
    [
      { parameters: { region: 'mars', replica: 1 } },
      'parameters.region: must be one of: eu, us; parameters.replica: is not a parameter of the type',
    ],
    [
      { parameters: { region: 'eu', database: { password: 'open sesame' } } },
      'parameters.database.password: is secret, and parameters are stored in plain text. Use an environment variable with a value of a configuration group',
    ],
    [
      { componentType: { name: 'deployment/website' } },
      'componentType.name: the ComponentType deployment/website does not exist in',
    ],
    [
      { componentType: { name: 'web-app' } },
      'Choose one of: deployment/broken, deployment/web-app, proxy/redirect',
    ],
    [
      { componentType: { name: 'job/web-app' } },
      'componentType.name: the ComponentType job/web-app does not exist in',
    ],
    [
      { componentType: { name: 'deployment/broken' } },
      'componentType.name: the ComponentType broken cannot be used, because its schema is invalid: openAPIV3Schema.properties.port.$ref: #/$defs/Port does not exist in the schema',
    ],
    [
      { className: 'default' },
      'className: excludes a component type. Omit it, and set a parameter if the type has one for it',
    ],
    [
      { componentType: undefined, parameters: { region: 'eu' } },
      'parameters: belong to a component type. Name one, or omit them',
    ],
    [{ image: undefined }, 'image: is missing'],
  ])('is rejected with %j', async (parts, message) => {
    await expect(
      createComponent({ name: 'rejected', ...parts }),
    ).rejects.toThrow(message);
    await expect(find(componentKind, 'rejected')).resolves.toBeUndefined();
  });
});
