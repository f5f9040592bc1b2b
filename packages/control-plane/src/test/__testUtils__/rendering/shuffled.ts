import { isJsonList, isJsonObject, type Json } from '../../../runtime/json';

/** Chance that is the same each time: numbers in [0, 1) that follow from a seed. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    // The generator of Park and Miller.
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** The same value with the members of every object, at any depth, in an order by chance. Lists keep theirs. */
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
