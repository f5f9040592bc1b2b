import { randomUUID } from 'node:crypto';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { mockServices } from '@backstage/backend-test-utils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import {
  catalogUnitTypes,
  createOpenChoreo,
  implementVerb,
  indexValue,
  type OpenChoreoService,
  type PlatformAdapter,
  type ResourceKind,
} from '@promenade/backstage-plugin-openchoreo-node';
import { KubeClient, type ResourceType } from '@promenade/kube-client';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { z } from 'zod';
import { translateUnit } from './translate/translateUnit';

jest.setTimeout(60_000);

const metadataSchema = z.object({
  name: z.string(),
  namespace: z.string().optional(),
  resourceVersion: z.string().optional(),
});

function defineKind<Spec extends z.ZodObject>(
  kind: string,
  spec: Spec,
  owner: ResourceKind['owner'],
) {
  return {
    group: 'openchoreo.dev',
    version: 'v1alpha1',
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind,
    plural: `${kind.toLowerCase()}s`,
    scope: 'Namespaced' as const,
    owner,
    schema: z.object({
      apiVersion: z.string(),
      kind: z.string(),
      metadata: metadataSchema,
      spec,
    }),
  };
}

// The group, version and kinds of class-binding, with other schemas.
const componentKind = defineKind(
  'Component',
  z.object({ parent: z.string(), componentType: z.string() }),
  { project: 'spec.parent', component: 'metadata.name' },
);
const bindingKind = defineKind(
  'ServiceBinding',
  z.object({
    project: z.string(),
    component: z.string(),
    env: z.string(),
    suspended: z.boolean().default(false),
  }),
  {
    project: 'spec.project',
    component: 'spec.component',
    environment: 'spec.env',
  },
);

/** An adapter of another generation: it knows components and their deployments. */
const adapter: PlatformAdapter = {
  generation: 'second',
  kinds: [componentKind, bindingKind],
  kindOf: (_, kind) =>
    [componentKind, bindingKind].find(each => each.kind === kind),
  requiredKinds: [componentKind, bindingKind],
  versionedKinds: [bindingKind],
  capabilities: {
    deployments: { required: [componentKind, bindingKind], optional: [] },
  },
  snapshot(reader, ref) {
    const { organization: namespace, project, component } = ref;
    const found = reader.get(componentKind, { namespace, name: component });
    if (!found) return undefined;
    const bindings = reader.byIndex(
      bindingKind,
      'component',
      indexValue(namespace, project, component),
    );
    return {
      ref,
      type: found.spec.componentType,
      environments: new Map(
        bindings.map(({ spec: { env } }) => [
          env,
          { name: env, isProduction: false },
        ]),
      ),
      deployments: bindings.map(({ metadata, spec }) => ({
        environment: spec.env,
        binding: {
          name: metadata.name,
          resourceVersion: metadata.resourceVersion ?? '',
        },
        isBeingDeleted: false,
        intent: spec.suspended ? 'Suspend' : 'Active',
        contents: { containers: {}, endpoints: {}, connections: {}, apis: {} },
        status: spec.suspended
          ? { state: 'Suspended', cause: 'Suspended' }
          : { state: 'Ready', cause: 'Running' },
        endpoints: [],
      })),
      apis: [],
      peers: [],
      managedResources: new Map(),
      releases: [],
      promotions: [],
      rejected: [],
    };
  },
  leftOf(reader, { organization: namespace, project, component }) {
    const found =
      component && reader.get(componentKind, { namespace, name: component });
    return found
      ? reader
          .byIndex(
            bindingKind,
            'component',
            indexValue(namespace, project, component),
          )
          .map(({ spec }) => spec.env)
      : undefined;
  },
  catalogUnits: {
    types: { component: { kind: componentKind, needs: [componentKind] } },
    list: (reader, type) =>
      type === 'component'
        ? reader.list(componentKind).map(({ metadata }) => ({
            type,
            organization: metadata.namespace ?? '',
            name: metadata.name,
          }))
        : [],
    get(reader, { organization, name }) {
      const key = { namespace: organization, name };
      const found = reader.get(componentKind, key);
      return (
        found && {
          type: 'component',
          organization,
          name,
          resourceKind: 'Component',
          owners: [],
          project: found.spec.parent,
          componentType: found.spec.componentType,
          endpoints: [],
          apis: [],
          connections: { components: [], endpoints: [], managedResources: [] },
        }
      );
    },
    affectedBy: (_, { kind, object: { metadata } }) =>
      kind === componentKind
        ? [
            {
              type: 'component',
              organization: metadata.namespace ?? '',
              name: metadata.name,
            },
          ]
        : [],
  },
  verbs: [
    implementVerb(verbs.setState, {
      plan: async () => ({ output: {}, objects: [] }),
      async execute({ client, cache, versions }, input) {
        const { organization, project, component, environment } = input;
        const binding = cache
          .byIndex(
            bindingKind,
            'component',
            indexValue(organization, project, component),
          )
          .find(({ spec }) => spec.env === environment);
        if (!binding || !versions.isCurrent(binding, input.resourceVersion)) {
          throw new Error('the binding was changed');
        }
        await client.patch(
          bindingKind,
          binding.metadata,
          { spec: { suspended: input.state === 'Suspend' } },
          { type: 'merge' },
        );
        return {};
      },
    }),
  ],
};

const crdType: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  scope: 'Cluster',
};
const namespaceType: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Namespace',
  plural: 'namespaces',
  scope: 'Cluster',
};

describe('a second adapter that reads the same kinds with other schemas', () => {
  const organization = `test-${randomUUID().slice(0, 8)}`;
  const first = { organization, project: 'shop', component: 'first' };
  const second = { organization, project: 'shop', component: 'second' };
  const stop = new AbortController();
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let classBinding: OpenChoreoService;
  let other: OpenChoreoService;

  const create = (
    { apiVersion, kind, ...type }: typeof componentKind | typeof bindingKind,
    name: string,
    spec: object,
  ) =>
    client.create(
      { ...type, kind },
      {
        apiVersion,
        kind,
        metadata: { name, namespace: organization },
        spec,
      },
    );

  beforeAll(async () => {
    // The test changes CustomResourceDefinitions, so it never uses a cluster that is given.
    delete process.env.PROMENADE_TEST_KUBECONFIG;
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    const schema = {
      openAPIV3Schema: {
        type: 'object',
        'x-kubernetes-preserve-unknown-fields': true,
      },
    };
    for (const { plural } of [componentKind, bindingKind]) {
      await client.patch(
        crdType,
        { name: `${plural}.openchoreo.dev` },
        {
          spec: {
            versions: [
              { name: 'v1alpha1', served: true, storage: true, schema },
            ],
          },
        },
        { type: 'merge' },
      );
    }
    await client.create(namespaceType, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: organization },
    });
    await create(componentKind, 'first', {
      owner: { projectName: 'shop' },
      type: 'Service',
    });
    await create(componentKind, 'second', {
      parent: 'shop',
      componentType: 'WebApplication',
    });
    await create(bindingKind, 'second-development', {
      project: 'shop',
      component: 'second',
      env: 'development',
    });
    const options = {
      client,
      logger: mockServices.logger.mock(),
      signal: stop.signal,
      includes: (name: string) => name === organization,
    };
    classBinding = createOpenChoreo(options);
    other = createOpenChoreo({ ...options, adapters: [adapter] });
    const timeout = AbortSignal.timeout(30_000);
    await classBinding.cache.waitForSync(timeout);
    await other.cache.waitForSync(timeout);
  });

  afterAll(async () => {
    stop.abort();
    await client.close();
    await kubernetes.stop();
  });

  const rejectedNames = ({ cache }: OpenChoreoService) =>
    cache.rejected().map(({ kind, name }) => `${kind} ${name}`);

  it('parses its own objects, and rejects those of the first', () => {
    expect(rejectedNames(classBinding)).toEqual([
      'Component second',
      'ServiceBinding second-development',
    ]);
    expect(rejectedNames(other)).toEqual(['Component first']);
    expect(classBinding.views.component(first).type).toBe('Service');
    expect(other.views.component(second).type).toBe('WebApplication');
  });

  it('has entities', () => {
    const entityRefs = catalogUnitTypes
      .filter(type => other.catalogUnits.isComplete(type))
      .flatMap(type => other.catalogUnits.list(type))
      .flatMap(key => other.catalogUnits.get(key) ?? [])
      .flatMap(unit =>
        translateUnit(unit, {
          defaultOwner: 'group:default/platform',
          defaultLifecycle: 'production',
          hasTemplates: true,
        }),
      )
      .map(entity => [stringifyEntityRef(entity), entity.spec?.type]);
    expect(entityRefs).toEqual([
      [`component:${organization}/second`, 'website'],
    ]);
  });

  it('has a deploy board, and verbs that change it', async () => {
    const card = () => other.views.deployBoard(second).environments[0];
    expect(card()).toMatchObject({
      environment: { name: 'development' },
      state: 'Ready',
    });
    const suspended = new Promise<void>(resolve => {
      other.cache.onChange(() => {
        if (card().state === 'Suspended') resolve();
      });
    });
    await other.verbs.execute(verbs.setState, {
      ...second,
      environment: 'development',
      state: 'Suspend',
      resourceVersion: card().binding?.resourceVersion ?? '',
    });
    await suspended;
  });
});
