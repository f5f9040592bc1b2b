import { invalid, type Problem } from '../../core/problem';
import { isJsonList, isJsonObject } from '../../runtime/json';
import type { MergeSchema } from '../../runtime/merge/merge-schema';
import { sortedEntries } from '../../runtime/sort';
import {
  validateContainers,
  type ContainersInput,
} from './validate-containers';
import { validatePod } from './validate-pod';
import { validateResources, type ResourcesInput } from './validate-resources';
import { validateSpec } from './validate-spec';

/** The layers that people write freely, how they merge, and what was rendered of them. */
export interface ValidateLayersInput extends ContainersInput, ResourcesInput {
  readonly schema: MergeSchema;
}

/** Validates the template of a class, parameters and overrides; each problem names the field that somebody wrote. */
export function validateLayers({
  schema,
  ...layers
}: ValidateLayersInput): Problem[] {
  const { template, templateField, parameters } = layers;
  const structure = [
    ...validateStructure(template, templateField, schema),
    ...validateStructure(parameters, 'spec.parameters', schema),
  ];
  return structure.length > 0
    ? structure
    : [
        ...validateSpec(layers),
        ...validateResources(layers),
        ...validateContainers(layers),
        ...validatePod(layers),
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
