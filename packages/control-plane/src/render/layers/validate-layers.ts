import type { EnvOverrides } from '@promenade/openchoreo-model';
import { invalid, type Problem } from '../../core/problem';
import {
  isJsonList,
  isJsonObject,
  jsonAt,
  type Json,
} from '../../runtime/json';
import type { MergeSchema } from '../../runtime/merge/merge-schema';
import { sortedEntries } from '../../runtime/sort';
import { isQuantity } from '../workload/quantity';

/** The layers that people write freely, and how they merge. */
export interface ValidateLayersInput extends ResourceLayers {
  readonly schema: MergeSchema;
}

/** Validates the template of a class, parameters and overrides; each problem names the field that somebody wrote. */
export function validateLayers({
  schema,
  ...layers
}: ValidateLayersInput): Problem[] {
  const { template, templateField, parameters } = layers;
  return [
    ...validateStructure(template, templateField, schema),
    ...validateStructure(parameters, 'spec.parameters', schema),
    ...validateQuantities(layers),
  ];
}

/**
 * Validates the structure that merging relies on. Containers that are not a list, for example, would be replaced
 * silently by those of the next layer.
 */
export function validateStructure(
  value: unknown,
  field: string,
  { list, members = {} }: MergeSchema,
): Problem[] {
  if (value === undefined || value === null) return [];
  if (list) {
    const [key] = list.keys;
    return isJsonList(value)
      ? value.flatMap((item, index) =>
          isJsonObject(item)
            ? validateStructure(
                item,
                `${field}[${item[key.member] ?? index}]`,
                list.item ?? {},
              )
            : [notAnObject(`${field}[${index}]`)],
        )
      : [
          invalid(
            field,
            `it is not a list; write a list of objects that each have "${key.member}"`,
          ),
        ];
  }
  return isJsonObject(value)
    ? sortedEntries(members).flatMap(([name, member]) =>
        validateStructure(value[name], `${field}.${name}`, member),
      )
    : [notAnObject(field)];
}

function notAnObject(field: string): Problem {
  return invalid(field, 'it is not an object; write members with their values');
}

/** The layers of a workload object that may set resources. */
export interface ResourceLayers {
  /** Template of the class. */
  readonly template: unknown;
  /** Path of the template, for problems. */
  readonly templateField: string;
  readonly parameters?: unknown;
  readonly envOverrides?: EnvOverrides;
  /** Path of the pod template in the template and the parameters. */
  readonly podTemplate: readonly string[];
}

/**
 * Validates quantities of resources. Each layer is validated on its own, so that the problem names the field that
 * somebody wrote.
 */
function validateQuantities({
  template,
  templateField,
  parameters,
  envOverrides = {},
  podTemplate,
}: ResourceLayers): Problem[] {
  const inPods = (layer: unknown, field: string) =>
    validatePodResources(jsonAt(layer, ...podTemplate), [
      field,
      ...podTemplate,
    ]);
  return [
    ...inPods(template, templateField),
    ...inPods(parameters, 'spec.parameters'),
    ...sortedEntries(envOverrides.containers).flatMap(([name, container]) =>
      validateResources(
        container.resources,
        `spec.envOverrides.containers.${name}.resources`,
      ),
    ),
  ];
}

function validatePodResources(
  template: unknown,
  path: readonly string[],
): Problem[] {
  return ['initContainers', 'containers'].flatMap(list => {
    const containers = jsonAt(template, 'spec', list);
    return isJsonList(containers)
      ? containers.flatMap(container =>
          validateResources(
            jsonAt(container, 'resources'),
            `${path.join('.')}.spec.${list}[${jsonAt(
              container,
              'name',
            )}].resources`,
          ),
        )
      : [];
  });
}

function validateResources(resources: unknown, field: string): Problem[] {
  return ['limits', 'requests'].flatMap(member =>
    resourceQuantities(jsonAt(resources, member))
      .filter(([, quantity]) => !isQuantity(quantity))
      .map(([name, quantity]) =>
        invalid(
          `${field}.${member}.${name}`,
          `${JSON.stringify(
            quantity,
          )} is not a quantity; write it like 500m, 2 or 128Mi`,
        ),
      ),
  );
}

function resourceQuantities(quantities: unknown): [string, Json][] {
  return isJsonObject(quantities)
    ? sortedEntries(quantities).flatMap(([name, quantity]): [string, Json][] =>
        quantity === undefined || quantity === null ? [] : [[name, quantity]],
      )
    : [];
}
