import { isJsonList, isJsonObject } from '../runtime/json';
import type { MergeSchema } from '../runtime/merge';
import { invalid, type Problem } from '../core/problem';
import { sortedEntries } from '../runtime/sorted';

/**
 * Where a layer has not the shape that merging relies on, such as containers that are no list: they would be replaced,
 * in silence, by those of the next layer.
 */
export function shapeProblems(
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
            ? shapeProblems(
                item,
                `${field}[${item[key.member] ?? index}]`,
                list.item ?? {},
              )
            : [noObject(`${field}[${index}]`)],
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
        shapeProblems(value[name], `${field}.${name}`, member),
      )
    : [noObject(field)];
}

function noObject(field: string): Problem {
  return invalid(field, 'it is no object; write members with their values');
}
