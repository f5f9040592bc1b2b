/** A random number generator with a seed: numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    // Park–Miller generator.
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
