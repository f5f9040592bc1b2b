import { randomUUID } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import scaffolderEntityModel from '@backstage/plugin-catalog-backend-module-scaffolder-entity-model';
import { templateEntityV1beta3Validator } from '@backstage/plugin-scaffolder-common';
import {
  createOpenChoreo,
  type OpenChoreoService,
} from '@promenade/backstage-plugin-openchoreo-node';
import { KubeClient, type ResourceType } from '@promenade/kube-client';
import {
  clusterComponentTypeKind,
  componentTypeKind,
  serviceClassKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import type { CatalogBackend } from './__testUtils__/CatalogBackend';
import { startReplica } from './__testUtils__/startReplica';

jest.setTimeout(120_000);

const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

const typeSpec = (properties: object) => ({
  workloadType: 'deployment',
  parameters: { openAPIV3Schema: { type: 'object', properties } },
  resources: [
    { id: 'deployment', template: { apiVersion: 'v1', kind: 'ConfigMap' } },
  ],
});

const port = { port: { type: 'integer', maximum: 65535 } };

describe('the templates of classes and component types', () => {
  const namespace = `test-${randomUUID().slice(0, 8)}`;
  const ref = (name: string) => `template:${namespace}/${name}`;
  const webApp = ref('component-type-web-app');
  const stop = new AbortController();
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let openChoreo: OpenChoreoService;
  let catalog: CatalogBackend;

  const key = (kind: KindDefinition, name: string) => ({
    name,
    ...(kind.scope === 'Namespaced' && { namespace }),
  });

  const create = (kind: KindDefinition, name: string, spec: object) =>
    client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: key(kind, name),
      spec,
    });

  const webAppKey = key(componentTypeKind, 'web-app');

  const annotate = (value: string | null) =>
    client.patch(
      componentTypeKind,
      webAppKey,
      { metadata: { annotations: { 'openchoreo.dev/template': value } } },
      { type: 'merge' },
    );

  const setProperties = (value: object) =>
    client.patch(
      componentTypeKind,
      webAppKey,
      [
        {
          op: 'replace',
          path: '/spec/parameters/openAPIV3Schema/properties',
          value,
        },
      ],
      { type: 'json' },
    );

  const waitForTemplate = async (
    entityRef: string,
    condition: (template: Entity) => boolean = () => true,
  ): Promise<Entity> => {
    const find = (entities: Map<string, Entity>) => {
      const template = entities.get(entityRef);
      return template && condition(template) ? template : undefined;
    };
    const found = find(
      await catalog.waitFor(entities => find(entities) !== undefined),
    );
    if (!found) throw new Error(`there is no ${entityRef}`);
    return found;
  };

  const formHas = (name: string) => (template: Entity) =>
    JSON.stringify(template.spec?.parameters).includes(`"${name}":`);

  const problemsOf = (name: string) =>
    openChoreo.cache
      .rejected()
      .filter(resource => resource.name === name)
      .flatMap(({ problems }) => problems.map(({ message }) => message));

  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    await client.create(namespaceType, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace },
    });
    openChoreo = createOpenChoreo({
      client,
      logger: mockServices.logger.mock(),
      signal: stop.signal,
      includes: name => name === namespace,
    });
    catalog = await startReplica({
      units: openChoreo.catalogUnits,
      // As in a host that allows templates from its own locations only.
      config: { rules: [{ allow: ['Component', 'System', 'Location'] }] },
      features: [scaffolderEntityModel],
    });
  });

  afterAll(async () => {
    stop.abort();
    await catalog.stop();
    await client.delete(clusterComponentTypeKind, { name: namespace });
    await client.delete(namespaceType, { name: namespace });
    await client.close();
    await kubernetes.stop();
  });

  it('appear with a type, and follow its schema', async () => {
    await create(serviceClassKind, 'default', {});
    await create(serviceClassKind, 'stateful', { workloadKind: 'StatefulSet' });
    await create(componentTypeKind, 'web-app', typeSpec(port));
    const template = await waitForTemplate(webApp, formHas('port'));
    await expect(templateEntityV1beta3Validator.check(template)).resolves.toBe(
      true,
    );

    await setProperties({ ...port, region: { type: 'string' } });
    await waitForTemplate(webApp, formHas('region'));

    await waitForTemplate(ref('service-class-stateful'));
    expect([...(await catalog.entities()).keys()]).not.toContain(
      ref('service-class-default'),
    );
  });

  it('of a ClusterComponentType are in the namespace default', async () => {
    await create(clusterComponentTypeKind, namespace, typeSpec(port));
    const template = await waitForTemplate(
      `template:default/cluster-component-type-${namespace}`,
    );
    expect(template.metadata.annotations).not.toHaveProperty(
      'openchoreo.dev/organization',
    );
  });

  it('keep their last form while a schema is not understood, which is reported', async () => {
    await setProperties({ port: { $ref: '#/$defs/Port' } });
    await catalog.waitFor(() => problemsOf('web-app').length > 0);
    expect(problemsOf('web-app')).toEqual([
      expect.stringContaining('#/$defs/Port does not exist in the schema'),
    ]);
    expect((await catalog.entities()).has(webApp)).toBe(true);

    await setProperties({ zone: { type: 'string' } });
    await waitForTemplate(webApp, formHas('zone'));
    await catalog.waitFor(() => problemsOf('web-app').length === 0);
  });

  it.each(['template:default/website', 'none'])(
    'are removed when the type names %s, and come back',
    async template => {
      await annotate(template);
      await catalog.waitFor(entities => !entities.has(webApp));
      await annotate(null);
      await waitForTemplate(webApp);
    },
  );

  it('leave a template of the host that has the name, which is reported', async () => {
    const name = 'component-type-taken';
    await catalog.addHostEntities({
      apiVersion: 'scaffolder.backstage.io/v1beta3',
      kind: 'Template',
      metadata: {
        name,
        namespace,
        annotations: {
          'backstage.io/managed-by-location': 'host:entities',
          'backstage.io/managed-by-origin-location': 'host:entities',
        },
      },
      spec: { type: 'service', steps: [{ action: 'debug:log' }] },
    });
    await waitForTemplate(ref(name));
    await create(componentTypeKind, 'taken', typeSpec(port));
    await catalog.waitFor(() => problemsOf('taken').length > 0);
    expect(problemsOf('taken')).toEqual([
      `The entity ${ref(
        name,
      )} already exists and belongs to host:entities. Rename one of the two`,
    ]);
    expect((await catalog.entities()).get(ref(name))?.spec?.type).toBe(
      'service',
    );
    await client.delete(componentTypeKind, key(componentTypeKind, 'taken'));
    await catalog.waitFor(() => problemsOf('taken').length === 0);
  });

  it('are removed with the type', async () => {
    await client.delete(componentTypeKind, webAppKey);
    await catalog.waitFor(entities => !entities.has(webApp));
  });
});
