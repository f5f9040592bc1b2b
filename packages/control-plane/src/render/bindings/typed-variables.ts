import type { ParameterSchema } from '@promenade/openchoreo-model';
import { mainContainerName } from '../../core/effective-binding/container-names';
import type { EffectiveTypedBinding } from '../../core/effective-binding/effective-binding';
import { unsupportedOverrides } from '../../core/effective-binding/effective-spec';
import type { GatewayLevel } from '../../core/effective-binding/hosts';
import { hostName } from '../../core/effective-binding/target';
import type { Problem } from '../../core/problem';
import { isJsonObject, type JsonObject } from '../../runtime/json';
import type { Variables } from '../component-type/cel/expression';
import { toCel } from '../component-type/cel/values';
import { configurationVariable } from '../component-type/configuration-variables';
import { dependenciesVariable } from '../component-type/dependency-variables';
import { schemaOf } from '../component-type/values-schema';
import {
  describeWorkload,
  workloadVariable,
} from '../component-type/workload-variables';
import type { TypedConfiguration } from './typed-configuration';

/**
 * The variables of the templates of a component, besides `parameters` and `environmentConfigs`. They have the members of OpenChoreo
 * 1.x that have a counterpart: there are no UIDs, no observability plane and no notification channel.
 */
export function typedVariables(
  { binding, target, hosts, dataPlane, secretStore }: EffectiveTypedBinding,
  configuration: TypedConfiguration,
): Variables {
  const { workloadSpec } = binding.spec;
  const gatewayAt = (level: GatewayLevel) => {
    const { name, namespace, domain, port } = hosts.api[level];
    return { name, namespace, https: { host: domain, port } };
  };
  const gateway = {
    ingress: {
      external: gatewayAt('Public'),
      internal: gatewayAt('Organization'),
    },
  };
  const store = secretStore?.storeRef?.name;
  return {
    metadata: toCel({
      name: target.name,
      namespace: target.namespace,
      // Templates make hosts and paths of it, which tracks must not share.
      componentName: hostName(target),
      componentNamespace: target.organization,
      projectName: target.project,
      environmentName: target.environment,
      dataPlaneName: dataPlane?.metadata.name,
      labels: target.labels,
      annotations: {},
      podSelectors: target.labels,
    }),
    workload: workloadVariable(
      describeWorkload(workloadSpec, mainContainerName(workloadSpec)),
    ),
    configurations: configurationVariable(configuration, target.name),
    dependencies: dependenciesVariable({
      variables: configuration.references,
      volumeMounts: configuration.volumeMounts,
      volumes: configuration.volumes,
    }),
    dataplane: toCel({ ...(store && { secretStore: store }), gateway }),
    environment: toCel({ gateway }),
    gateway: toCel(gateway),
  };
}

/**
 * The values of the type for the environment. `envOverrides` that all types of components share are values of the same name, where the
 * type has one.
 */
export function environmentConfigsOf({
  binding,
  class: { componentType },
}: EffectiveTypedBinding): { values: JsonObject; problems: Problem[] } {
  const { envOverrides = {}, workloadSpec } = binding.spec;
  const { componentTypeEnvironmentConfigs: own } = binding.spec;
  const main = mainContainerName(workloadSpec) ?? '';
  const { replicas, schedule } = envOverrides;
  const { resources } = envOverrides.containers?.[main] ?? {};
  const { properties = {} }: ParameterSchema = schemaOf(
    componentType.spec.environmentConfigs,
  );
  const overrides = { replicas, schedule, resources };
  const supported = Object.entries(overrides).filter(
    ([name, value]) => value !== undefined && Object.hasOwn(properties, name),
  );
  return {
    values: {
      ...Object.fromEntries(supported),
      ...(isJsonObject(own) ? own : {}),
    },
    problems: unsupportedOverrides(
      envOverrides,
      (['replicas', 'schedule', 'apis'] as const).filter(
        name => !Object.hasOwn(properties, name),
      ),
    ),
  };
}
