import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { KubeObject, ResourceType } from '@promenade/kube-client';
import {
  Release,
  ServiceBinding,
  cellNamespace,
  getCondition,
  releaseKind,
  serviceBindingKind,
} from '@promenade/openchoreo-model';
import { withCanary, withoutCanary } from '../../core/binding/canary';
import { Binding, deployableContent } from '../../core/binding/binding';
import { buildBinding } from '../../core/binding/build-binding';
import { classTypes } from '../../core/component-type/binding-types';
import { jsonAt, jsonListAt } from '../../runtime/json';
import {
  aComponent,
  aServiceBinding,
  aServiceClass,
  anAPIClass,
  deployedTo,
  ofComponent,
  testProject,
  withSpec,
} from '../__testUtils__';
import { describeFailingPods } from '../__testUtils__/failing-pods';
import {
  hasSharedFixtures,
  sharedFixtures,
} from '../__testUtils__/shared-fixtures';
import {
  TestPlatform,
  startTestPlatform,
} from '../__testUtils__/test-platform';
import { waitUntil } from '../__testUtils__/wait-for';

jest.setTimeout(180_000);

const [service] = classTypes;

const namespaced = (
  group: string,
  kind: string,
  plural: string,
): ResourceType => ({
  group,
  version: 'v1',
  kind,
  plural,
  scope: 'Namespaced',
});
const types = {
  Deployment: namespaced('apps', 'Deployment', 'deployments'),
  Service: namespaced('', 'Service', 'services'),
  HTTPRoute: namespaced('gateway.networking.k8s.io', 'HTTPRoute', 'httproutes'),
  EndpointSlice: namespaced(
    'discovery.k8s.io',
    'EndpointSlice',
    'endpointslices',
  ),
};

const describeRoutes = hasSharedFixtures ? describe : describe.skip;

describeRoutes(
  'a canary (skipped where ../shared/fixtures is absent: the definitions of the data plane are no part of the project)',
  () => {
    let platform: TestPlatform;
    let cell: string;
    /** Resources of the Release without a canary. */
    let before: string;

    beforeAll(async () => {
      platform = await startTestPlatform({
        crds: [join(sharedFixtures, 'data-plane-crds')],
      });
      cell = cellNamespace(platform.organization, testProject, 'staging');
      await platform.apply(anAPIClass('default'));
      await platform.apply(
        aComponent('greeter'),
        aServiceBinding(
          'greeter',
          ofComponent('greeter'),
          deployedTo('staging', 'registry.test/app:1'),
          withSpec({
            apis: {
              api: {
                className: 'default',
                type: 'REST',
                rest: { backend: { port: 8080 } },
              },
            },
          }),
        ),
      );
      await platform.waitForCondition(serviceBindingKind, 'greeter', {
        status: 'True',
      });
      before = await renderedResources();
    });

    afterAll(() => platform?.stop());

    const key = () => ({ namespace: platform.organization, name: 'greeter' });

    const readBinding = () =>
      platform.client.get<ServiceBinding>(serviceBindingKind, key());

    async function renderedResources(): Promise<string> {
      const { spec } = await platform.client.get<Release>(releaseKind, key());
      return JSON.stringify(spec.resources);
    }

    const listInCell = async (type: ResourceType) =>
      (await platform.client.list<KubeObject>(type, { namespace: cell })).items;

    const namesOf = async (type: ResourceType) =>
      (await listInCell(type)).map(({ metadata }) => metadata.name).sort();

    /** The weights by Service that a gateway would see. */
    async function weights(): Promise<unknown> {
      const routes = await listInCell(types.HTTPRoute);
      return routes.flatMap(route =>
        jsonListAt(route, 'spec', 'rules').map(rule =>
          Object.fromEntries(
            jsonListAt(rule, 'backendRefs').map(ref => [
              String(jsonAt(ref, 'name')),
              jsonAt(ref, 'weight'),
            ]),
          ),
        ),
      );
    }

    /** Changes the binding, and waits until what it runs is observed. */
    async function change(
      update: (binding: ServiceBinding) => Pick<Binding, 'spec'>,
      isExpected: (binding: ServiceBinding) => boolean,
    ): Promise<ServiceBinding> {
      const { spec } = update(await readBinding());
      const { generation } = (
        await platform.client.patch<ServiceBinding>(
          serviceBindingKind,
          key(),
          { spec: { ...spec, canary: spec.canary ?? null } },
          { type: 'merge' },
        )
      ).metadata;
      return platform.waitFor(
        serviceBindingKind,
        'greeter',
        binding =>
          binding.status?.observedGeneration === generation &&
          isExpected(binding),
      );
    }

    /** The content that the binding runs, with another image or class. */
    const contentOf = (
      binding: ServiceBinding,
      { image = 'registry.test/app:2', className = 'default', env = {} } = {},
    ) => ({
      ...deployableContent('ServiceBinding', binding),
      className,
      workload: {
        ...binding.spec.workloadSpec,
        containers: {
          main: {
            image,
            env: Object.entries(env).map(([name, value]) => ({
              key: name,
              value: String(value),
            })),
          },
        },
      },
    });

    const startCanary = (
      weight: number,
      content: Parameters<typeof contentOf>[1] = {},
      isExpected = (binding: ServiceBinding) =>
        binding.status?.canary?.ready === true,
    ) =>
      change(
        binding =>
          withCanary(service, binding, contentOf(binding, content), weight),
        isExpected,
      );

    async function abort(): Promise<void> {
      await change(
        withoutCanary,
        ({ status }) => status?.state === 'Ready' && !status.canary,
      );
    }

    /** The addresses of the ready endpoints of a Service. */
    async function addresses(serviceName: string): Promise<string[]> {
      const slices = await platform.client.list<KubeObject>(
        types.EndpointSlice,
        {
          namespace: cell,
          labelSelector: `kubernetes.io/service-name=${serviceName}`,
        },
      );
      return slices.items
        .flatMap(slice => jsonListAt(slice, 'endpoints'))
        .filter(endpoint => jsonAt(endpoint, 'conditions', 'ready') === true)
        .flatMap(endpoint =>
          jsonListAt(endpoint, 'addresses').map(address => String(address)),
        );
    }

    const canaryOf = (name: string) => `${name}-canary`;

    it.each([0, 10, 50, 100])(
      'receives %i percent of the requests, and its abort restores what was there',
      async weight => {
        const first = await readBinding();
        const [name] = await namesOf(types.Service);
        const { spec, status } = await startCanary(weight);
        expect(status).toMatchObject({
          state: 'Ready',
          releaseLabel: first.status?.releaseLabel,
          endpoints: first.status?.endpoints,
          canary: { ready: true, reason: 'ResourcesActive' },
        });
        expect(spec.artifactRef).toBe(first.spec.artifactRef);
        expect(await weights()).toEqual([
          { [name]: 100 - weight, [canaryOf(name)]: weight },
        ]);
        expect(await namesOf(types.Service)).toEqual([name, canaryOf(name)]);
        expect(
          await waitUntil(
            async () => (await addresses(canaryOf(name))).length === 1,
          ),
        ).toBe(true);
        const ofRelease = await addresses(name);
        expect(ofRelease).toHaveLength(1);
        expect(await addresses(canaryOf(name))).not.toEqual(ofRelease);

        await abort();
        expect(await renderedResources()).toBe(before);
        expect(await weights()).toEqual([{ [name]: 1 }]);
        expect(
          await waitUntil(
            async () =>
              isDeepStrictEqual(await namesOf(types.Service), [name]) &&
              isDeepStrictEqual(await namesOf(types.Deployment), [name]),
          ),
        ).toBe(true);
        expect(await addresses(name)).toEqual(ofRelease);
      },
    );

    it('is not deployed while its class does not exist, and does not matter to the release', async () => {
      const [name] = await namesOf(types.Service);
      const { status } = await startCanary(
        50,
        { className: 'absent' },
        binding => binding.status?.canary !== undefined,
      );
      expect(status).toMatchObject({
        state: 'Ready',
        canary: {
          ready: false,
          reason: 'ServiceClassNotFound',
          message: 'ServiceClass "absent" not found',
        },
      });
      expect(await renderedResources()).toBe(before);
      expect(await weights()).toEqual([{ [name]: 1 }]);
      await platform.apply(aServiceClass('absent'));
      await platform.waitFor(
        serviceBindingKind,
        'greeter',
        binding => binding.status?.canary?.ready === true,
      );
      await abort();
    });

    it('is removed while the release itself cannot be rendered', async () => {
      await startCanary(50);
      await change(
        binding => ({
          ...binding,
          spec: { ...binding.spec, className: 'gone' },
        }),
        ({ status }) => status?.canary?.reason === 'ServiceClassNotFound',
      );
      await change(withoutCanary, ({ status }) => !status?.canary);
      expect(await renderedResources()).toBe(before);
      await change(
        binding => ({
          ...binding,
          spec: { ...binding.spec, className: 'default' },
        }),
        ({ status }) => status?.state === 'Ready',
      );
      expect(await renderedResources()).toBe(before);
    });

    describeFailingPods('with failing pods', () => {
      it('reports its own health, and leaves that of the binding as it is', async () => {
        const { status } = await startCanary(
          0,
          { env: { SIMULATED_FAIL: 'ImagePullBackOff' } },
          binding =>
            binding.status?.canary?.message.includes('ImagePullBackOff') ??
            false,
        );
        expect(status?.canary).toMatchObject({ ready: false });
        expect(status?.state).toBe('Ready');
        expect(status?.trouble).toBeUndefined();
        expect(getCondition(status?.conditions, 'Ready')?.status).toBe('True');
        await abort();
      });
    });

    it('becomes the release of the binding', async () => {
      const [name] = await namesOf(types.Service);
      for (const weight of [0, 20, 100]) await startCanary(weight);
      const { spec } = await change(
        binding =>
          buildBinding(
            service,
            {
              namespace: platform.organization,
              name: 'greeter',
              owner: binding.spec.owner,
              environment: 'staging',
            },
            contentOf(binding),
            binding,
          ),
        ({ status }) =>
          status?.state === 'Ready' &&
          (status.releaseLabel?.endsWith(' 2') ?? false),
      );
      expect(spec.canary).toBeUndefined();
      expect(await weights()).toEqual([{ [name]: 1 }]);
      expect(
        await waitUntil(async () =>
          isDeepStrictEqual(await namesOf(types.Deployment), [name]),
        ),
      ).toBe(true);
    });

    it('a restart replaces the pods of the release', async () => {
      const [name] = await namesOf(types.Service);
      const old = await addresses(name);
      const restartedAt = '2026-01-02T03:04:05Z';
      await change(
        binding => ({ ...binding, spec: { ...binding.spec, restartedAt } }),
        ({ status }) => status?.state === 'Ready',
      );
      const [deployment] = await listInCell(types.Deployment);
      expect(
        jsonAt(deployment, 'spec', 'template', 'metadata', 'annotations'),
      ).toEqual({ 'kubectl.kubernetes.io/restartedAt': restartedAt });
      expect(
        await waitUntil(async () => {
          const found = await addresses(name);
          return found.length === 1 && !isDeepStrictEqual(found, old);
        }),
      ).toBe(true);
    });
  },
);
