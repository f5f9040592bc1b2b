import { templateAnnotation } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ClusterComponentType,
  ComponentType,
} from '@promenade/openchoreo-model';
import type { ResourceObject, ResourceReader } from '../cache/ResourceReader';
import type { ComponentTypeUnit } from '../domain/CatalogUnit';
import { allowedTraits } from './allowedTraits';

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
export function componentTypeFields(
  type: ComponentType | ClusterComponentType,
  reader: ResourceReader,
): Pick<
  ComponentTypeUnit,
  'selection' | 'inputs' | 'parameterSchema' | 'traits' | 'rules'
> {
  const { kind, metadata, spec } = type;
  const { workloadType, parameters } = spec;
  const rules = spec.preRenderValidations ?? spec.validations ?? [];
  return {
    selection: {
      componentType: { kind, name: `${workloadType}/${metadata.name}` },
    },
    inputs: inputsOfWorkloadTypes[workloadType],
    parameterSchema: parameters?.openAPIV3Schema,
    traits: allowedTraits(reader, type),
    rules: rules.map(({ message }) => message),
  };
}

/** The name of the template of a type or class, or `none`. Undefined for the one that is generated. */
export function templateOf({ metadata }: ResourceObject): string | undefined {
  return metadata.annotations?.[templateAnnotation]?.trim();
}
