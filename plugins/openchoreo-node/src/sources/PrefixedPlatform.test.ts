import {
  organizationsIn,
  type OrganizationsByMethod,
} from '../__testUtils__/organizationPaths';
import { aComponent, aPromotion, now } from '../__testUtils__/snapshots';
import type { CatalogUnitSource } from '../adapter/CatalogUnitSource';
import type { OpenChoreoPlatform } from '../adapter/OpenChoreoPlatform';
import type {
  EnvironmentDetails,
  OverviewSource,
  PipelineDetails,
} from '../domain/OverviewSource';
import type { PromotionSource } from '../domain/PromotionSource';
import { openChoreoServiceMock } from '../testUtils';
import { OrganizationNames } from './OrganizationNames';
import { PrefixedPlatform } from './PrefixedPlatform';

const organization = 'acme';
const component = { organization, project: 'shop', component: 'greeter' };

const environment: EnvironmentDetails = {
  organization,
  name: 'staging',
  isProduction: false,
  dataPlane: { organization, name: 'local', simulated: true },
};
const pipeline: PipelineDetails = {
  organization,
  name: 'main',
  environments: ['staging'],
  edges: [],
};
const plane = { organization, name: 'local', isSimulated: true };
const promotion = { ...aPromotion(), component };
const snapshot = aComponent({ ref: component });

const { cache, catalogUnits, restApi, verbs } = openChoreoServiceMock();

/** A control plane where everything belongs to the organization `acme`. */
const platform: OpenChoreoPlatform = {
  ...cache,
  catalogUnits: {
    ...catalogUnits,
    list: type => [{ type, organization, name: 'thing' }],
  },
  restApi,
  buildSources: () => [
    {
      component,
      repositoryUrl: 'https://git.example.com/shop/greeter',
      branch: 'main',
      isBuiltOnPush: true,
      tracks: [],
    },
  ],
  verbs,
  snapshot: () => snapshot,
  runtime: () => undefined,
  build: () => undefined,
  buildPods: () => undefined,
  workloadDescriptor: () => ({ descriptor: '', schemaFiles: [] }),
  organization: () => undefined,
  projects: () => [
    { organization, name: 'shop', environments: [], components: [] },
  ],
  dataPlane: () => undefined,
  leftOf: () => [],
  projectPromotion: () => undefined,
  promotions: {
    get: () => promotion,
    find: () => promotion,
    list: () => [{ cursor: '1', requestedAt: '', promotion }],
    awaitingApproval: () => [promotion],
    releases: () => ({}),
    revisions: () => [],
  },
  overviews: {
    organizations: () => [organization],
    planes: () => ({ dataPlanes: [plane], buildPlanes: [plane] }),
    newestBuilds: () => [{ name: 'greeter-1', phase: 'Running', component }],
    deployments: () => [
      {
        ...snapshot,
        environments: new Map([['staging', environment]]),
      },
    ],
    cell: () => ({
      isolation: { mode: 'Off' },
      connections: [],
      callers: [],
    }),
    environments: () => [environment],
    environment: () => environment,
    quotas: () => [
      {
        organization,
        project: 'shop',
        environment: 'staging',
        hard: {},
        used: {},
      },
    ],
    pipelines: () => [pipeline],
    pipelinesOf: () => [pipeline],
    dataPlane: () => ({ ...plane, environments: [environment] }),
    buildPlane: () => ({
      ...plane,
      builds: [{ name: 'greeter-1', phase: 'Running', component }],
    }),
    builds: () => ({ builds: [] }),
    configurationValue: () => ({ plain: 'a' }),
  },
};

describe('a control plane with a prefix', () => {
  const prefixed = new PrefixedPlatform(platform, new OrganizationNames('us-'));
  const ref = { ...component, organization: 'us-acme' };
  const shared = { organization: 'us-acme', name: 'staging' };

  const platformPaths: OrganizationsByMethod<OpenChoreoPlatform> = {
    snapshot: { 'ref.organization': true },
    projects: { organization: true },
    buildSources: { 'component.organization': true },
  };
  // The paths of units are those of the types of units, which have a test of their own.
  const unitPaths: OrganizationsByMethod<Omit<CatalogUnitSource, 'get'>> = {
    list: { organization: true },
  };
  const promotionPaths: OrganizationsByMethod<PromotionSource> = {
    get: { 'component.organization': true },
    find: { 'component.organization': true },
    list: { 'promotion.component.organization': true },
    awaitingApproval: { 'component.organization': true },
  };
  const overviewPaths: OrganizationsByMethod<OverviewSource> = {
    planes: {
      'dataPlanes.organization': true,
      'buildPlanes.organization': true,
    },
    newestBuilds: { 'component.organization': true },
    deployments: {
      'ref.organization': true,
      'environments.organization': true,
      'environments.dataPlane.organization': true,
    },
    environments: { organization: true, 'dataPlane.organization': true },
    environment: { organization: true, 'dataPlane.organization': true },
    quotas: { organization: true },
    pipelines: { organization: true },
    pipelinesOf: { organization: true },
    dataPlane: {
      organization: true,
      'environments.organization': true,
      'environments.dataPlane.organization': true,
    },
    buildPlane: { organization: true, 'builds.component.organization': true },
  };
  const { promotions, overviews } = prefixed;

  it.each<[string, object, unknown]>([
    ['snapshot', platformPaths.snapshot, prefixed.snapshot(ref)],
    ['projects', platformPaths.projects, prefixed.projects({})],
    ['build sources', platformPaths.buildSources, prefixed.buildSources()],
    ['units', unitPaths.list, prefixed.catalogUnits.list('project')],
    ['a promotion', promotionPaths.get, promotions.get(ref, 'greeter-1')],
    ['promotions', promotionPaths.list, promotions.list(ref)],
    [
      'approvals',
      promotionPaths.awaitingApproval,
      promotions.awaitingApproval(),
    ],
    [
      'deployments',
      overviewPaths.deployments,
      overviews.deployments({ environments: [shared] }, now),
    ],
    [
      'environments',
      overviewPaths.environments,
      overviews.environments('us-acme'),
    ],
    [
      'an environment',
      overviewPaths.environment,
      overviews.environment(shared),
    ],
    ['pipelines', overviewPaths.pipelines, overviews.pipelines('us-acme')],
    [
      'the pipelines of an environment',
      overviewPaths.pipelinesOf,
      overviews.pipelinesOf(shared),
    ],
    ['quotas', overviewPaths.quotas, overviews.quotas(shared)],
    ['planes', overviewPaths.planes, overviews.planes()],
    ['builds', overviewPaths.newestBuilds, overviews.newestBuilds('us-acme')],
    ['a data plane', overviewPaths.dataPlane, overviews.dataPlane(shared)],
    ['a build plane', overviewPaths.buildPlane, overviews.buildPlane(shared)],
  ])('has the names of Backstage in %s', (_, paths, result) => {
    const found = organizationsIn(result);
    expect(new Set(found.map(({ path }) => path))).toEqual(
      new Set(Object.keys(paths)),
    );
    for (const each of found) expect(each.organization).toBe('us-acme');
  });

  it('has the names of all organizations with the prefix', () => {
    expect(overviews.organizations()).toEqual(['us-acme']);
  });

  it('has nothing of a name without the prefix', () => {
    expect(prefixed.snapshot(component)).toBeUndefined();
    expect(prefixed.projects({ organization })).toEqual([]);
    expect(overviews.environments(organization)).toEqual([]);
    expect(overviews.environment(environment)).toBeUndefined();
    expect(promotions.get(component, 'greeter-1')).toBeUndefined();
    expect(
      prefixed.catalogUnits.get({ type: 'project', organization, name: 'a' }),
    ).toBeUndefined();
  });
});
