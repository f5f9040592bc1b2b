import { templateAnnotation } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ClusterComponentType,
  ComponentType,
} from '@promenade/openchoreo-model';
import type { ResourceObject } from '../cache/ResourceReader';
import type { ComponentTypeUnit } from '../domain/CatalogUnit';

/** The inputs of what a container runs. */
export const processInputs = [
  'command',
  'args',
  'environmentVariables',
] as const;

const inputsOfWorkloadTypes: Record<
  ComponentType['spec']['workloadType'],
  ComponentTypeUnit['inputs']
> = {
  deployment: ['image', 'endpoints', ...processInputs],
  statefulset: ['image', 'endpoints', ...processInputs],
  cronjob: ['image', ...processInputs],
  job: ['image', ...processInputs],
  proxy: ['endpoints'],
};

/** What the form of a component type is made from. */
export function componentTypeFields({
  kind,
  metadata,
  spec,
}: ComponentType | ClusterComponentType): Pick<
  ComponentTypeUnit,
  'selection' | 'inputs' | 'parameterSchema' | 'rules'
> {
  const { workloadType, parameters } = spec;
  const rules = spec.preRenderValidations ?? spec.validations ?? [];
  return {
    selection: {
      componentType: { kind, name: `${workloadType}/${metadata.name}` },
    },
    inputs: inputsOfWorkloadTypes[workloadType],
    parameterSchema: parameters?.openAPIV3Schema,
    rules: rules.map(({ message }) => message),
  };
}

/** The name of the template of a type or class, or `none`. Undefined for the one that is generated. */
export function templateOf({ metadata }: ResourceObject): string | undefined {
  return metadata.annotations?.[templateAnnotation]?.trim();
}
