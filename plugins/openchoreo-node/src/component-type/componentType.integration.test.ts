import { mockServices } from '@backstage/backend-test-utils';
import type { EnvironmentCard } from '@promenade/backstage-plugin-openchoreo-common';
import { forbidReading } from '../__testUtils__/forbidReading';
import {
  greeter,
  organization,
  ReleasePlatform,
} from '../__testUtils__/ReleasePlatform';
import { describeWithFixtures } from '../__testUtils__/sharedFixtures';
import { waitForValue } from '../__testUtils__/waitForValue';
import { grantManifest } from '../cache/missingRights';
import { createOpenChoreo } from '../createOpenChoreo';
import { catalogUnitTypes } from '../domain/CatalogUnit';
import { catalogUnits as unitsOfGeneration } from './catalogUnits';
import { namespaceKind } from './tenantKinds';

jest.setTimeout(120_000);

describeWithFixtures(
  'an OpenChoreo 1.x (skipped without its fixtures, see PROMENADE_SHARED)',
  () => {
    let platform: ReleasePlatform;

    beforeAll(async () => {
      platform = await ReleasePlatform.start();
      await platform.release('greeter-service-5d8f9c7b', 'greeter:1');
      await platform.bind('development', 'greeter-service-5d8f9c7b');
    });

    afterAll(() => platform?.stop());

    const card = (environment: string) =>
      platform.openChoreo.views
        .deployBoard(greeter)
        .environments.find(({ environment: { name } }) => name === environment);

    const waitForState = (
      environment: string,
      state: string,
      isMeant = (_: EnvironmentCard) => true,
    ) =>
      waitForValue(() => {
        const found = card(environment);
        return found?.state === state && isMeant(found) ? found : undefined;
      });

    it('is read through the neutral views, also where the kinds of 0.3 are left', () => {
      expect(platform.openChoreo.cache.freshness().status).toBe('live');
      expect(platform.openChoreo.cache.rejected()).toEqual([]);
      const { component, pipeline, environments, rejected } =
        platform.openChoreo.views.deployBoard(greeter);
      expect(component).toMatchObject({ type: 'service' });
      expect(pipeline.edges).toEqual([
        { from: 'development', to: 'staging', requiresApproval: false },
        { from: 'staging', to: 'production', requiresApproval: false },
      ]);
      expect(environments.map(({ environment: { name } }) => name)).toEqual([
        'development',
        'staging',
        'production',
      ]);
      expect(rejected).toBeUndefined();
    });

    it('shows a binding that no controller has processed as progressing', async () => {
      expect(await waitForState('development', 'Progressing')).toMatchObject({
        release: { hash: '5d8f9c7b' },
      });
    });

    it('shows the reported state, the endpoints and the objects of a deployment', async () => {
      await platform.render('development', 'Healthy');
      await platform.report('development', {
        ready: 'True',
        reason: 'Ready',
        status: {
          endpoints: [
            {
              name: 'http',
              type: 'HTTP',
              serviceURL: { scheme: 'http', host: 'greeter.svc', port: 9090 },
              externalURLs: { https: { host: 'dev.example.com', path: '/hi' } },
            },
          ],
        },
      });
      const found = await waitForState(
        'development',
        'Ready',
        ({ endpoints }) => endpoints.length > 0,
      );
      expect(found).toMatchObject({
        progress: { ready: 2, total: 2 },
        endpoints: [
          { visibility: 'public', url: 'https://dev.example.com/hi' },
          { visibility: 'project', url: 'http://greeter.svc:9090' },
        ],
        objects: [{ kind: 'Deployment', health: 'Healthy' }],
      });
    });

    it('does not show an unknown reason as a failure', async () => {
      await platform.bind('staging', 'greeter-service-5d8f9c7b');
      await platform.report('staging', {
        ready: 'False',
        reason: 'SomethingNew',
      });
      await waitForState('staging', 'Unknown');
      await platform.report('staging', {
        ready: 'False',
        reason: 'RenderingFailed',
        message: 'no such field: parameters.port',
      });
      expect(await waitForState('staging', 'Failed')).toMatchObject({
        message: 'no such field: parameters.port.',
      });
    });

    it('has catalog units of its resources', () => {
      const { catalogUnits } = platform.openChoreo;
      const names = (type: Parameters<typeof catalogUnits.list>[0]) =>
        catalogUnits.list(type).map(({ name }) => name);
      expect(catalogUnits.isComplete('component')).toBe(true);
      expect(names('organization')).toContain(organization);
      expect(names('environment').sort()).toEqual([
        'development',
        'production',
        'staging',
      ]);
      expect(
        catalogUnits.get({
          type: 'component',
          organization,
          name: 'greeter-service',
        }),
      ).toMatchObject({
        project: 'default',
        componentType: 'service',
        definedBy: { type: 'cluster-component-type', name: 'service' },
        deployments: [
          {
            environment: { organization, name: 'development' },
            addresses: [{ url: 'https://dev.example.com/hi' }],
          },
          { environment: { organization, name: 'staging' } },
        ],
        endpoints: [
          { name: 'http', type: 'HTTP', visibility: ['project', 'public'] },
        ],
      });
      expect(
        catalogUnits.get({
          type: 'environment',
          organization,
          name: 'production',
        }),
      ).toMatchObject({
        isProduction: true,
        dataPlane: { type: 'cluster-data-plane', name: 'default' },
      });
    });

    it('shows the data planes of the cluster, with links to their entities', async () => {
      const everything = async (all: readonly unknown[]) => all.map(() => true);
      const { overviews } = platform.openChoreo.views;
      const entityRef = 'resource:default/cluster-data-plane-default';
      const { dataPlane } = await overviews.environment(
        { organization, name: 'production' },
        everything,
      );
      expect(dataPlane).toMatchObject({ entityRef });
      const { dataPlanes } = await overviews.platform(everything);
      expect(dataPlanes).toMatchObject([{ entityRef, environmentCount: 3 }]);
    });

    it('has no unit of a namespace that is no organization', () => {
      const { catalogUnits } = platform.openChoreo;
      const key = { type: 'organization', organization: '', name: '' } as const;
      const unit = (name: string) =>
        catalogUnits.get({ ...key, organization: name, name });
      expect(unit('kube-system')).toBeUndefined();
      expect(unit(organization)).toMatchObject({ hasNamespace: true });
    });

    it('leaves the catalog as it is while it may not read namespaces, and says so', async () => {
      const allow = forbidReading(platform.client, namespaceKind.plural);
      const stop = new AbortController();
      const logger = mockServices.logger.mock();
      const { cache, catalogUnits, views } = createOpenChoreo({
        client: platform.client,
        logger,
        signal: stop.signal,
      });
      await cache.waitForSync(stop.signal);
      const { status, account, missingRights = [] } = cache.freshness();
      expect(status).toBe('live');
      expect(grantManifest(missingRights, account)).toContain(
        '  - apiGroups: [""]\n    resources: [namespaces]\n    verbs: [get, list, watch]\n',
      );
      expect(logger.warn).toHaveBeenCalledWith(
        'The Kubernetes account of the backend may not get, list and watch namespaces. Features that need it are not available',
      );
      expect(
        catalogUnitTypes.filter(
          type =>
            type in unitsOfGeneration.types && catalogUnits.isComplete(type),
        ),
      ).toEqual([]);
      expect(views.deployBoard(greeter).environments).toHaveLength(3);
      allow();
      await waitForValue(
        () => catalogUnits.isComplete('component') || undefined,
      );
      expect(cache.freshness().missingRights).toBeUndefined();
      stop.abort();
    });

    it('shows what is deployed in an environment, and its projects', async () => {
      const { views } = platform.openChoreo;
      const everything = async (all: readonly unknown[]) => all.map(() => true);
      expect(
        await views.overviews.organization(organization, everything),
      ).toMatchObject({ projects: [{ name: 'default' }], quotas: undefined });
      expect(await views.projects({ organization }, everything)).toMatchObject({
        projects: [{ name: 'default', displayName: 'Default Project' }],
      });
      const { components } = await views.components(
        { organization, project: 'default' },
        everything,
      );
      expect(components).toMatchObject([{ name: 'greeter-service' }]);
    });
  },
);
