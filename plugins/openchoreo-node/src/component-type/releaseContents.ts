import { contentHash, imageTag } from '@promenade/openchoreo-model';
import { parameterSettings, settingTexts } from '../adapter-base/settingTexts';
import type {
  ConnectionContents,
  EnvironmentOverrides,
  EnvironmentVariable,
  ReleaseContents,
} from '../domain/ComponentSnapshot';
import { shortHash } from '../domain/shortHash';
import type {
  ComponentRelease,
  Env,
  Files,
  WorkloadTemplate,
} from './componentKinds';
import type { ReleaseBinding } from './deploymentKinds';

/** The name of the one container that a workload has. */
const containerName = 'main';

/** The contents of a release that is not kept any more. */
export const unknownContents: ReleaseContents = {
  containers: {},
  endpoints: {},
  connections: {},
  apis: {},
};

/** The contents of a release. */
export function releaseContents({ spec }: ComponentRelease): ReleaseContents {
  const { componentType, componentProfile, workload } = spec;
  const { parameters, traits = [] } = componentProfile ?? {};
  const contents = workloadContents(workload);
  return {
    ...contents,
    settings: {
      ...settingTexts([
        ['component type', componentType.name],
        ...parameterSettings(parameters),
        ...traits.map<[string, unknown]>(trait => [
          `trait ${trait.instanceName}`,
          { [trait.name]: trait.parameters ?? {} },
        ]),
      ]),
      ...contents.settings,
    },
  };
}

/** The contents of the release of a workload, without those of its component type. */
export function workloadContents({
  container,
  endpoints = {},
  dependencies = {},
}: WorkloadTemplate): ReleaseContents {
  const { image, command, args, env = [], files = [] } = container;
  return {
    containers: {
      [containerName]: {
        image,
        tag: imageTag(image),
        command,
        args,
        env: env.map(environmentVariable),
      },
    },
    endpoints: Object.fromEntries(
      Object.entries(endpoints).map(([name, { type, port }]) => [
        name,
        { type, port },
      ]),
    ),
    connections: connectionContents(dependencies),
    apis: {},
    settings: settingTexts([
      ...fileSettings(files),
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
    ]),
  };
}

/** What a binding has in place of the values of its release. */
export function environmentOverrides({
  spec,
}: Pick<ReleaseBinding, 'spec'>): EnvironmentOverrides {
  const { env } = spec.workloadOverrides?.container ?? {};
  const { replicas } = spec.componentTypeEnvironmentConfigs ?? {};
  return {
    ...(typeof replicas === 'number' && { replicas }),
    containers: env
      ? { [containerName]: { env: env.map(environmentVariable) } }
      : {},
    apis: {},
  };
}

function environmentVariable({
  key,
  value,
  valueFrom,
}: Env[number]): EnvironmentVariable {
  const secret = valueFrom?.secretKeyRef;
  return secret
    ? { key, from: { source: 'secret', ...secret } }
    : { key, value };
}

function fileSettings(files: Files): [string, unknown][] {
  return files.map(({ key, mountPath, value, valueFrom }) => {
    const { name, key: secretKey } = valueFrom?.secretKeyRef ?? {};
    return [
      `file ${mountPath}: ${key}`,
      name
        ? `${secretKey} of secret ${name}`
        : `#${shortHash(contentHash(value ?? ''))}`,
    ];
  });
}

function connectionContents({
  endpoints = [],
  resources = [],
}: NonNullable<WorkloadTemplate['dependencies']>): Record<
  string,
  ConnectionContents
> {
  return Object.fromEntries([
    ...endpoints.map(({ project, component, name, envBindings = {} }) => [
      `${component}/${name}`,
      {
        type: 'api',
        params: {
          ...(project && { projectName: project }),
          componentName: component,
          endpoint: name,
        },
        injects: Object.values(envBindings),
      },
    ]),
    ...resources.map(({ ref, envBindings = {} }) => [
      ref,
      {
        type: 'managed',
        params: { resource: ref },
        injects: Object.values(envBindings),
      },
    ]),
  ]);
}
