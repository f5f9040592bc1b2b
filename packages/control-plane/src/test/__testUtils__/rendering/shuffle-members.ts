import { isJsonList, isJsonObject, type Json } from '../../../runtime/json';

/** Shuffles the members of every object, at any depth. Lists keep their order. */
export function shuffleMembers(value: Json, chance: () => number): Json {
  if (isJsonList(value)) return value.map(item => shuffleMembers(item, chance));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([member, inner]) => ({
        entry: [
          member,
          inner === undefined ? inner : shuffleMembers(inner, chance),
        ] as const,
        rank: chance(),
      }))
      .sort((a, b) => a.rank - b.rank)
      .map(({ entry }) => entry),
  );
}
