import type {
  BuildPlaneOverview,
  DataPlaneOverview,
  DeploymentState,
  EnvironmentOverview,
  EnvironmentSummary,
  OrganizationOverview,
  PipelineOverview,
  PipelineSummary,
  ProjectOverview,
  ProjectSummary,
} from '@promenade/backstage-plugin-openchoreo-common';
import { ago, release } from './builders';

const organization = 'default';
const asOf = ago(0);

type DataPlane = NonNullable<EnvironmentSummary['dataPlane']>;

function dataPlane(changes: Partial<DataPlane> = {}): DataPlane {
  return {
    organization,
    name: 'default',
    displayName: 'Local',
    entityRef: 'resource:default/data-plane-default',
    isSimulated: true,
    ...changes,
  };
}

function environment(
  name: string,
  changes: Partial<EnvironmentSummary> = {},
): EnvironmentSummary {
  return {
    organization,
    name,
    displayName: name.charAt(0).toLocaleUpperCase() + name.slice(1),
    entityRef: `resource:default/environment-${name}`,
    isProduction: name === 'production',
    dataPlane: dataPlane(),
    ...changes,
  };
}

const environments = ['development', 'staging', 'production'].map(name =>
  environment(name),
);

export const [developmentSummary, stagingSummary] = environments;

/** A pipeline of the three environments. Production needs an approval and has two gates. */
const samplePipeline: PipelineSummary = {
  organization,
  name: 'default',
  displayName: 'Default',
  entityRef: 'resource:default/deployment-pipeline-default',
  environments: environments.map(({ name, displayName }) => ({
    name,
    displayName,
  })),
  edges: [
    { from: 'development', to: 'staging', requiresApproval: false, gates: [] },
    {
      from: 'staging',
      to: 'production',
      requiresApproval: true,
      gates: [
        { name: 'healthy-in-staging', type: 'Healthy', phase: 'Checking' },
        { name: 'release-checklist', type: 'Manual', phase: 'Checking' },
      ],
      approval: {
        count: 2,
        missing: 2,
        groups: ['group:default/leads'],
        allowsSelfApproval: false,
        checklist: ['The changes were tested in staging'],
      },
    },
  ],
};

function runs(
  state: DeploymentState,
  version: string | undefined = '1.4.2',
  message?: string,
) {
  const { short, hash } = release('7f3a2c1', 'greeter:1.4.2');
  return {
    state,
    message,
    release: state === 'NotDeployed' ? undefined : { short, hash, version },
  };
}

function component(
  name: string,
  states: readonly [
    ReturnType<typeof runs>,
    ReturnType<typeof runs>,
    ReturnType<typeof runs>,
  ],
  changes: Partial<ProjectOverview['components'][number]> = {},
): ProjectOverview['components'][number] {
  return {
    name,
    entityRef: `component:default/${name}`,
    type: 'Service',
    deployments: states.map((each, index) => ({
      environment: environments[index].name,
      ...each,
    })),
    ...changes,
  };
}

const nothing = runs('NotDeployed');

/** A project with components in several states, one of which has a long name. */
export const sampleProject: ProjectOverview = {
  organization,
  name: 'shop',
  pipeline: samplePipeline,
  environments,
  components: [
    component('cart', [runs('Ready'), runs('Ready'), runs('Ready', '1.4.1')]),
    component('checkout', [
      runs('Ready', '2.0.0-rc.1'),
      runs('Failed', '2.0.0-rc.1', 'The image cannot be pulled.'),
      nothing,
    ]),
    component(
      'recommendation-service-for-returning-customers-in-all-regions',
      [runs('Progressing'), runs('Degraded'), runs('Suspended')],
      { type: 'WebApplication' },
    ),
    component('web', [runs('Ready'), runs('Ready'), runs('Waiting')], {
      displayName: 'Web shop',
    }),
  ],
  states: [
    { state: 'Failed', count: 1 },
    { state: 'Degraded', count: 1 },
    { state: 'Waiting', count: 1 },
    { state: 'Ready', count: 1 },
  ],
  awaitingApproval: [
    {
      promotion: 'web-staging-production-x7k2p',
      component: 'web',
      displayName: 'Web shop',
      entityRef: 'component:default/web',
      from: 'staging',
      to: 'production',
      release: runs('Ready').release,
      requestedBy: 'user:default/jane.doe',
      startedAt: ago(12),
    },
  ],
  asOf,
};

function project(
  name: string,
  changes: Partial<ProjectSummary> = {},
): ProjectSummary {
  return {
    name,
    entityRef: `system:default/${name}`,
    pipeline: 'default',
    componentCount: 4,
    states: [{ state: 'Ready', count: 4 }],
    awaitingApproval: 0,
    ...changes,
  };
}

const projects: ProjectSummary[] = [
  project('payments', { displayName: 'Payments and invoices' }),
  project('shop', {
    states: sampleProject.states,
    awaitingApproval: 1,
    isolation: { mode: 'Enforced', isEffective: true },
  }),
  project('lost', {
    componentCount: 0,
    states: [],
    pipeline: undefined,
    problem:
      'The deployment pipeline missing of project lost does not exist. Create it, or name another one in the project.',
  }),
];

/** An organization whose production is on a data plane that cannot be reached. */
export const sampleOrganizationOverview: OrganizationOverview = {
  access: [{ subject: 'group:team-a', role: 'developer' }],
  quotas: [
    {
      organization,
      project: 'shop',
      entityRef: 'system:default/shop',
      environment: 'staging',
      namespace: 'dp-default-shop-staging',
      resources: [{ name: 'pods', hard: '10', used: '9', ratio: 0.9 }],
    },
  ],
  name: organization,
  projects,
  environments: environments.map(each => ({
    ...each,
    ...(each.isProduction && {
      dataPlane: dataPlane({
        name: 'eu-central',
        displayName: undefined,
        isSimulated: false,
        unreachable: {
          message: 'The API server did not answer within 10 s.',
          since: ago(6),
        },
      }),
    }),
    states: each.isProduction
      ? []
      : [
          { state: 'Failed', count: 1 },
          { state: 'Ready', count: 7 },
        ],
  })),
  pipelines: [samplePipeline],
  asOf,
};

/** A cell that has used up its pods nearly. */
const sampleQuotas: EnvironmentOverview['quotas'] = [
  {
    organization,
    project: 'shop',
    entityRef: 'system:default/shop',
    environment: 'staging',
    namespace: 'dp-default-shop-staging',
    resources: [
      { name: 'limits.cpu', used: '500m', hard: '2', ratio: 0.25 },
      { name: 'pods', used: '9', hard: '10', ratio: 0.9 },
    ],
  },
];

/** What runs in staging. */
export const sampleEnvironment: EnvironmentOverview = {
  ...environments[1],
  components: sampleProject.components.map(
    ({ name, displayName, entityRef, type, deployments }) => {
      const { environment: _, ...deployment } = deployments[1];
      return {
        organization,
        project: 'shop',
        name,
        displayName,
        entityRef,
        type,
        ...deployment,
      };
    },
  ),
  states: [
    { state: 'Failed', count: 1 },
    { state: 'Degraded', count: 1 },
    { state: 'Ready', count: 2 },
  ],
  policies: { requiresApproval: false, maxReplicas: 5 },
  quotas: sampleQuotas,
  pipelines: [samplePipeline],
  asOf,
};

/** A data plane that cannot be reached. */
export const sampleDataPlane: DataPlaneOverview = {
  organization,
  name: 'eu-central',
  entityRef: 'resource:default/data-plane-eu-central',
  isSimulated: false,
  reachability: {
    isReachable: false,
    message: 'The API server did not answer within 10 s.',
    since: ago(6),
  },
  environments: [
    { ...environments[2], states: [{ state: 'Unknown', count: 3 }] },
    { ...environment('disaster-recovery'), states: [] },
  ],
  quotas: [],
  asOf,
};

/** A simulated build plane with builds. */
export const sampleBuildPlane: BuildPlaneOverview = {
  organization,
  name: 'default',
  entityRef: 'resource:default/build-plane-default',
  isSimulated: true,
  reachability: {
    isReachable: true,
    message: 'The API server responds.',
    since: ago(90),
  },
  builds: (['Running', 'Failed', 'Succeeded'] as const).map((phase, index) => ({
    organization,
    project: 'shop',
    component: 'cart',
    name: `cart-${index}`,
    entityRef: 'component:default/cart',
    phase,
    message: phase === 'Failed' ? 'The step build-step failed.' : undefined,
    commit: '0123456789abcdef0123456789abcdef01234567',
    createdAt: ago(5 + 60 * index),
  })),
  asOf,
};

/** A pipeline that branches and names an environment that does not exist. */
export const sampleBranchingPipeline: PipelineOverview = {
  organization,
  name: 'default',
  displayName: 'Default',
  resourceVersion: '7',
  policies: [
    {
      name: 'shop',
      resourceVersion: '9',
      rules: [
        {
          from: 'development',
          to: 'staging',
          gates: [{ name: 'traffic', type: 'Metric' }],
        },
      ],
    },
  ],
  entityRef: 'resource:default/deployment-pipeline-default',
  environments: [
    ...environments.map(each => ({ ...each, exists: true })),
    {
      organization,
      name: 'production-asia',
      isProduction: false,
      exists: false,
    },
  ],
  edges: [
    ...samplePipeline.edges,
    {
      from: 'staging',
      to: 'production-asia',
      requiresApproval: false,
      gates: [],
    },
  ],
  projects,
  asOf,
};
