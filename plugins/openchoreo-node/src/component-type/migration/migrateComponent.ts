import type {
  Loss,
  Manifest,
  MigrationStep,
  PortableComponent,
  PortableDeployment,
  PortableProject,
} from '../../domain/PortableProject';
import { componentKind, workloadKind } from '../componentKinds';
import { releaseBindingKind } from '../deploymentKinds';
import { manifest } from './manifest';
import { migrateVariables, migrateWorkload } from './migrateWorkload';

/** What a component becomes: a Component, its Workload, and a ReleaseBinding for each environment. */
export function migrateComponent(
  component: PortableComponent,
  { organization, project, components }: PortableProject,
): MigrationStep[] {
  const { name, sources, losses, workload, deployments } = component;
  const namespace = organization.name;
  const owner = { projectName: project.name, componentName: name };
  const type = componentTypeOf(component);
  const described = migrateDescription(component, project.name, namespace);
  const steps: MigrationStep[] = [
    { from: sources, to: [described], losses: [...losses, ...type.losses] },
  ];
  if (workload) {
    const migrated = migrateWorkload(workload, project.name, components);
    const spec = { owner, ...migrated.spec };
    const key = { name: `${name}-workload`, namespace };
    steps.push({
      from: workload.sources,
      to: [manifest(workloadKind, key, spec)],
      losses: [...workload.losses, ...migrated.losses],
    });
  }
  for (const deployment of deployments) {
    const { environment } = deployment;
    const values = environmentValues(component, deployment);
    const key = { name: `${name}-${environment}`, namespace };
    const spec = { owner, environment, ...values.spec };
    steps.push({
      from: deployment.sources,
      to: [manifest(releaseBindingKind, key, spec)],
      losses: [...deployment.losses, ...values.losses],
    });
  }
  return steps;
}

function migrateDescription(
  component: PortableComponent,
  projectName: string,
  namespace: string,
): Manifest {
  const { name, parameters, traits, timeZone } = component;
  const type = componentTypeOf(component);
  const given = { ...parameters, ...(timeZone && { timeZone }) };
  return manifest(
    componentKind,
    { name, namespace },
    {
      owner: { projectName },
      componentType: type.ref,
      ...(Object.keys(given).length && { parameters: given }),
      ...(traits?.length && { traits }),
      autoDeploy: true,
    },
    component,
  );
}

/** The component types that OpenChoreo installs. */
const standardTypes = {
  service: 'deployment/service',
  'web-application': 'deployment/web-application',
  'scheduled-task': 'cronjob/scheduled-task',
  proxy: 'proxy/proxy',
} as const;

/** The type of components without endpoints, which a service may not be. */
const workerType = 'deployment/worker';

function componentTypeOf(component: PortableComponent): {
  ref: { kind: string; name: string };
  losses: Loss[];
} {
  const { componentType, className, workloadType, workload } = component;
  if (componentType) return { ref: componentType, losses: [] };
  const hasEndpoints = Boolean(workload?.endpoints.length);
  const standard =
    workloadType === 'service' && !hasEndpoints
      ? workerType
      : standardTypes[workloadType];
  const kind = 'ClusterComponentType';
  if (!className && workloadType !== 'proxy') {
    return { ref: { kind, name: standard }, losses: [] };
  }
  const [type, standardName] = standard.split('/');
  const name = `${type}/${className ?? standardName}`;
  return {
    ref: { kind, name },
    losses: [
      {
        field: className ? `Class ${className}` : 'Component.spec.type',
        reason: `Write the ClusterComponentType ${name}. A class is merged into the objects of a component, and a component type is a template of them: it cannot be derived.`,
      },
    ],
  };
}

/** The spec of a ReleaseBinding but its owner and environment. A promotion names the release. */
function environmentValues(
  { componentType, workloadType }: PortableComponent,
  deployment: PortableDeployment,
): { spec: object; losses: Loss[] } {
  const { state, schedule, resources, env, replicas } = deployment;
  const { typeValues, traitValues } = deployment;
  const isTask = workloadType === 'scheduled-task';
  const isSuspended = state === 'Suspended';
  const configs = {
    ...(!isTask && replicas !== undefined && { replicas }),
    ...(!isTask && isSuspended && { replicas: 0 }),
    ...(schedule && { schedule }),
    ...(resources && { resources }),
  };
  return {
    spec: {
      ...(typeValues || Object.keys(configs).length
        ? { componentTypeEnvironmentConfigs: { ...typeValues, ...configs } }
        : {}),
      ...(traitValues && { traitEnvironmentConfigs: traitValues }),
      ...(env.length && {
        workloadOverrides: { container: { env: migrateVariables(env) } },
      }),
      state: state === 'Undeployed' ? 'Undeploy' : 'Active',
    },
    losses: [
      ...(isSuspended
        ? [{ reason: suspendedText(deployment.environment, isTask) }]
        : []),
      ...(componentType && Object.keys(configs).length
        ? [
            {
              reason: `The environment has values for ${Object.keys(
                configs,
              ).join(', ')}. Check that the component type has them.`,
            },
          ]
        : []),
    ],
  };
}

function suspendedText(environment: string, isTask: boolean): string {
  return isTask
    ? `It is suspended in ${environment}, which OpenChoreo 1.x cannot do. Set state to Undeploy, or resume it.`
    : `It is suspended in ${environment}, which OpenChoreo 1.x cannot do: it has 0 replicas instead.`;
}
