import {
  contentHash,
  imageTag,
  type Component,
  type ComponentSnapshot,
  type DeployableArtifact,
  type EnvOverrides,
  type EnvVar,
  type ScheduledTask,
  type Service,
  type ServiceAPI,
  type Workload,
  type WorkloadConnection,
} from '@promenade/openchoreo-model';
import { parameterSettings, settingTexts } from '../adapter-base/settingTexts';
import type {
  ApiContents,
  ConnectionContents,
  EnvironmentOverrides,
  EnvironmentVariable,
  ReleaseContents,
} from '../domain/ComponentSnapshot';
import { shortHash } from '../domain/shortHash';
import type { Binding } from './bindings';

/** The contents of the release that a binding deploys. */
export function releaseContents({ spec }: Binding): ReleaseContents {
  const apis = 'apis' in spec ? spec.apis : undefined;
  const { className, workloadSpec } = spec;
  return 'componentType' in spec && spec.componentType
    ? typedContents(spec, workloadSpec)
    : contentsOf(className, workloadSpec, apis);
}

/** The contents of the release that an artifact records. */
export function artifactContents({
  spec,
}: DeployableArtifact): ReleaseContents {
  const { className, workload = {}, apis } = spec;
  return spec.componentType
    ? typedContents(spec, workload)
    : contentsOf(className, workload, apis);
}

/** The contents of the release of a component with a component type. It has no class, and its parameters are settings. */
function typedContents(
  { componentType, componentProfile = {} }: ComponentSnapshot,
  workload: Partial<Binding['spec']['workloadSpec']>,
): ReleaseContents {
  const { parameters = {}, traits = [] } = componentProfile;
  const values: [string, unknown][] = [
    ['component type', componentType?.name],
    ...parameterSettings(parameters),
    ...traits.map<[string, unknown]>(trait => [
      `trait ${trait.instanceName}`,
      { [trait.name]: trait.parameters ?? {} },
    ]),
  ];
  return {
    ...contentsOf(undefined, workload, undefined),
    settings: settingTexts(values),
  };
}

/** The contents of the release of a workload, without those of what deploys it. */
export function workloadContents(workload: Workload['spec']): ReleaseContents {
  return contentsOf(undefined, workload, undefined);
}

/** What a component deploys to the first environment of its pipeline. */
interface ComponentSpecs {
  workload: Workload['spec'];
  /** Undefined for a component with a component type. */
  resource?: Service['spec'] &
    Pick<ScheduledTask['spec'], 'schedule' | 'timeZone'>;
  /** Spec of a Component with a component type. */
  component?: Component['spec'];
}

/** The contents of the release that a component is deployed from, with all settings that verbs change. */
export function componentContents(specs: ComponentSpecs): ReleaseContents {
  const { className, apis } = specs.resource ?? {};
  return {
    ...contentsOf(className, specs.workload, apis),
    settings: settingsOf(specs),
  };
}

function settingsOf({ workload, resource, component }: ComponentSpecs) {
  const { endpoints = {}, connections = {} } = workload;
  const {
    apis = {},
    parameters = {},
    schedule,
    timeZone,
  }: Partial<NonNullable<typeof resource>> = resource ?? {};
  const settings: [string, unknown][] = [
    ['replicas', parameters.replicas],
    ['schedule', schedule],
    ['time zone', timeZone],
    ...parameterSettings(component?.parameters),
    ...Object.entries(endpoints).flatMap<[string, unknown]>(
      ([name, { visibility, basePath, schema }]) => [
        [`endpoint ${name}: visibility`, visibility],
        [`endpoint ${name}: base path`, basePath],
        [
          `endpoint ${name}: definition`,
          schema?.content && `#${shortHash(contentHash(schema.content))}`,
        ],
      ],
    ),
    ...Object.entries(apis).flatMap<[string, unknown]>(
      ([name, { type, version, rest }]) => [
        [`API ${name}: type`, type],
        [`API ${name}: version`, version],
        [`API ${name}: operations`, rest?.operations],
      ],
    ),
    ...Object.entries(connections).flatMap(([name, { inject }]) =>
      inject.env.map<[string, unknown]>(variable => [
        `connection ${name}: ${variable.name}`,
        variable.value,
      ]),
    ),
  ];
  return settingTexts(settings);
}

function contentsOf(
  className: string | undefined,
  {
    containers,
    endpoints,
    connections,
  }: Partial<Binding['spec']['workloadSpec']>,
  apis: Record<string, ServiceAPI> | undefined,
): ReleaseContents {
  return {
    className,
    containers: mapValues(containers, ({ image, command, args, env }) => ({
      image,
      tag: imageTag(image),
      command,
      args,
      env: (env ?? []).map(environmentVariable),
    })),
    endpoints: mapValues(endpoints, ({ type, port }) => ({ type, port })),
    connections: mapValues(connections, connectionContents),
    apis: mapValues(apis, apiContents),
  };
}

/** The overrides of an environment. */
export function environmentOverrides({
  replicas,
  schedule,
  containers,
  apis,
}: EnvOverrides = {}): EnvironmentOverrides {
  return {
    replicas,
    schedule,
    containers: mapValues(containers, ({ env, resources }) => ({
      env: (env ?? []).map(environmentVariable),
      resources: resources && JSON.stringify(resources),
    })),
    apis: mapValues(apis, api => JSON.stringify(api)),
  };
}

function environmentVariable({
  key,
  value,
  valueFrom,
}: EnvVar): EnvironmentVariable {
  if (valueFrom?.secretRef) {
    return { key, from: { source: 'secret', ...valueFrom.secretRef } };
  }
  if (valueFrom?.configurationGroupRef) {
    const from = valueFrom.configurationGroupRef;
    return { key, from: { source: 'configuration group', ...from } };
  }
  return { key, value };
}

function connectionContents({
  type,
  params,
  inject,
  external,
  managed,
}: WorkloadConnection): ConnectionContents {
  return {
    type,
    params: {
      ...params,
      ...(external && { endpoint: `${external.host}:${external.port}` }),
      ...(managed && { resource: managed.resource }),
    },
    injects: inject.env.map(({ name }) => name),
  };
}

function apiContents({
  type,
  className,
  rest,
  grpc,
  tcp,
}: ServiceAPI): ApiContents {
  const policy = rest ?? grpc ?? tcp;
  return {
    type,
    className,
    exposeLevels: policy?.exposeLevels ?? [],
    port: policy?.backend?.port,
    basePath: rest?.backend?.basePath,
  };
}

function mapValues<T, U>(
  entries: Record<string, T> | undefined,
  map: (value: T) => U,
): Record<string, U> {
  return Object.fromEntries(
    Object.entries(entries ?? {}).map(([name, value]) => [name, map(value)]),
  );
}
