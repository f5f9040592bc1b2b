import type { Loss } from '../../domain/PortableProject';

interface MigratedFields {
  /** The fields of the spec that are carried over, at least in part: what is lost of them is reported where they are read. */
  carried: readonly string[];
  /** Those that are not, with what to do. */
  lost: Readonly<Record<string, string>>;
}

const track = {
  deploymentTrack:
    'There are no tracks. Create a component of its own for each track that is still needed.',
};

const componentResource: MigratedFields = {
  carried: ['owner', 'workloadName', 'className', 'parameters', 'apis'],
  lost: { overrides: 'It has no effect. Nothing to do.', ...track },
};

const binding: MigratedFields = {
  carried: [
    ...['owner', 'environment', 'className', 'componentType', 'workloadSpec'],
    ...['releaseState', 'envOverrides', 'parameters', 'traits', 'apis'],
    // The request of a restart, and the name of a release that gets another one.
    ...['restartedAt', 'artifactRef'],
  ],
  lost: {
    canary:
      'There are no canaries. Complete or cancel the promotion before the move.',
    overrides: 'It has no effect. Nothing to do.',
    ...track,
  },
};

/** What becomes of the fields of each kind that is read. */
export const migratedFields: Readonly<Record<string, MigratedFields>> = {
  Organization: {
    carried: [],
    lost: {
      access:
        'Give the users and groups their roles with RoleBindings in the new namespace.',
      quota: 'Create a ResourceQuota in the namespaces of the cells.',
    },
  },
  Project: {
    carried: ['deploymentPipelineRef'],
    lost: {
      cell: 'Every cell is isolated there. Allow further traffic with NetworkPolicies in the namespaces of the cells.',
      gitOps: 'Commit these manifests to the repository instead.',
    },
  },
  DeploymentPipeline: { carried: ['promotionPaths'], lost: {} },
  Environment: {
    carried: ['dataPlaneRef', 'isProduction'],
    lost: {
      gateway:
        'Host names and the authentication of callers are those of the gateway of the data plane. Set spec.gateway for its listeners.',
      policies:
        'Approvals are rules of a PromotionPolicy. Enforce the others with an admission policy.',
    },
  },
  Component: {
    carried: [
      'owner',
      'type',
      'componentType',
      'parameters',
      'traits',
      'source',
    ],
    lost: {
      build:
        'Set spec.workflow to a workflow of the platform, with this repository in its parameters.',
      ...track,
    },
  },
  Service: componentResource,
  WebApplication: componentResource,
  ScheduledTask: {
    carried: [...componentResource.carried, 'schedule', 'timeZone'],
    lost: {
      ...componentResource.lost,
      runOnce: 'Use a component type with a Job.',
    },
  },
  Workload: {
    carried: ['owner', 'containers', 'endpoints', 'connections'],
    lost: {
      imagePullSecrets:
        'Give the component type the names of the Secrets, or the service accounts of the cells.',
      ...track,
    },
  },
  ServiceBinding: binding,
  WebApplicationBinding: binding,
  ScheduledTaskBinding: {
    carried: [...binding.carried, 'schedule'],
    lost: {
      ...binding.lost,
      timeZone: 'The time zone is a parameter of the Component.',
    },
  },
  ComponentBinding: {
    carried: [
      ...binding.carried,
      // A copy of the parameters and traits of the Component.
      'componentProfile',
      'componentTypeEnvironmentConfigs',
      'traitEnvironmentConfigs',
    ],
    lost: binding.lost,
  },
};

/** What the spec of an object has that is not carried over. */
export function lossesOf(kind: string, spec: object | undefined): Loss[] {
  const { carried, lost } = migratedFields[kind];
  return Object.entries(spec ?? {})
    .filter(([field, value]) => value !== undefined && !carried.includes(field))
    .map(([field]) => ({
      field: `${kind}.spec.${field}`,
      reason: lost[field] ?? 'It has no equivalent.',
    }));
}
