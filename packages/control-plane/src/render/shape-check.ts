import { isJsonList, isJsonObject } from '../runtime/json';
import type { MergeSchema } from '../runtime/merge';
import { invalid, type Problem } from '../core/problem';
import { sortedEntries } from '../runtime/sorted';

/**
 * Where a layer has not the shape that merging relies on, such as containers that are no list: they would be replaced,
 * in silence, by those of the next layer.
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
            `it is no list; write a list of objects that each have "${key.member}"`,
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
  return invalid(field, 'it is no object; write members with their values');
}
