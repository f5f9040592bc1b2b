import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { Workload } from '@promenade/openchoreo-model';
import { z } from 'zod';
import type { ResourceReader } from '../../cache/ResourceReader';
import type { Loss, PortableDeployment } from '../../domain/PortableProject';
import { findBinding, type Binding } from '../bindings';
import { readManaged } from './readConnections';
import { readPortable } from './readPortable';
import { readConfiguredVariables, readVariables } from './readVariables';
import { mainContainerOf } from './readWorkload';

/** What a component has in every environment, unless the environment has its own. */
export interface DeploymentDefaults {
  replicas?: number;
  schedule?: string;
}

const states = {
  Active: 'Active',
  Suspend: 'Suspended',
  Undeploy: 'Undeployed',
} as const;

const replicasSchema = z.object({ replicas: z.int().optional() });

/** The replicas of the parameters of a Service or of its binding. */
export function replicasOf(parameters: unknown): number | undefined {
  return replicasSchema.safeParse(parameters).data?.replicas;
}

/** A component in an environment. Undefined where it is not deployed and has no values. */
export function readDeployment(
  reader: ResourceReader,
  ref: ComponentRef,
  environment: string,
  { workload, defaults }: { workload?: Workload; defaults: DeploymentDefaults },
): PortableDeployment | undefined {
  const found = findBinding(reader, ref, environment);
  const values = readValues(reader, ref, environment, workload);
  if (!found && values.env.length === 0) return undefined;
  const { schedule, replicas } = defaults;
  if (!found) {
    const name = `${ref.component}-${environment}`;
    return {
      name,
      environment,
      sources: [],
      state: 'Active',
      ...values,
      ...(schedule && { schedule }),
      ...(replicas !== undefined && { replicas }),
    };
  }
  const { kind, binding } = found;
  const overrides = overridesOf(binding);
  const portable = readPortable(kind, binding);
  return {
    ...portable,
    ...defaults,
    ...valuesOfBinding(binding.spec),
    ...overrides.own,
    environment,
    state: states[binding.spec.releaseState],
    env: [...values.env, ...overrides.env],
    losses: [
      ...portable.losses,
      ...values.losses,
      ...overrides.losses,
      ...releaseLosses(binding, workload),
    ],
  };
}

/** The values that only bindings of some kinds have. */
function valuesOfBinding(spec: Binding['spec']): Partial<PortableDeployment> {
  return {
    ...('schedule' in spec && spec.schedule && { schedule: spec.schedule }),
    ...('componentTypeEnvironmentConfigs' in spec && {
      typeValues: spec.componentTypeEnvironmentConfigs,
    }),
    ...('traitEnvironmentConfigs' in spec && {
      traitValues: spec.traitEnvironmentConfigs,
    }),
  };
}

/** The variables whose values belong to an environment. */
function readValues(
  reader: ResourceReader,
  { organization }: ComponentRef,
  environment: string,
  workload: Workload | undefined,
): Pick<PortableDeployment, 'env' | 'losses'> {
  if (!workload) return { env: [], losses: [] };
  const { spec } = workload;
  const [, container] = mainContainerOf(spec) ?? [];
  const configured = readConfiguredVariables(
    reader,
    organization,
    container?.env ?? [],
    environment,
  );
  const managed = readManaged(
    reader,
    organization,
    spec.connections ?? {},
    environment,
  );
  return {
    env: [...configured.env, ...managed.env],
    losses: [...configured.losses, ...managed.losses],
  };
}

/** What a binding has of its own. */
function overridesOf({ kind, spec }: Binding): {
  own: Partial<PortableDeployment>;
  env: PortableDeployment['env'];
  losses: Loss[];
} {
  const { envOverrides = {}, parameters } = spec;
  const { containers = {}, apis, schedule } = envOverrides;
  const [main = 'main'] = mainContainerOf(spec.workloadSpec) ?? [];
  const replicas = envOverrides.replicas ?? replicasOf(parameters);
  const { resources, env = [] } = containers[main] ?? {};
  const field = `${kind}.spec.envOverrides`;
  return {
    own: {
      ...(replicas !== undefined && { replicas }),
      ...(schedule && { schedule }),
      ...(resources && { resources }),
    },
    env: readVariables(env),
    losses: [
      ...(apis
        ? [
            {
              field: `${field}.apis`,
              reason:
                'Set the values of the trait of the API gateway in this environment.',
            },
          ]
        : []),
      ...env
        .filter(({ valueFrom }) => valueFrom?.configurationGroupRef)
        .map(({ key }) => ({
          field: `${field}.containers`,
          reason: `The variable ${key} is that of a ConfigurationGroup. Set it in the overrides.`,
        })),
      ...Object.keys(containers)
        .filter(name => name !== main)
        .map(name => ({
          field: `${field}.containers.${name}`,
          reason: 'A workload has one container.',
        })),
    ],
  };
}

/** A release that is not that of the Workload. */
function releaseLosses({ kind, spec }: Binding, workload?: Workload): Loss[] {
  const [, running] = mainContainerOf(spec.workloadSpec) ?? [];
  const [, next] = (workload && mainContainerOf(workload.spec)) ?? [];
  if (!running || !next || running.image === next.image) return [];
  return [
    {
      field: `${kind}.spec.workloadSpec`,
      reason: `${spec.environment} runs ${running.image}, and not the image of the Workload. Create the Workload with that image first, promote it, and then deploy ${next.image}.`,
    },
  ];
}
