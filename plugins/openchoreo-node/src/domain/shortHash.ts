/** The first seven characters of a content hash: the name of a release for people. */
export function shortHash(hash: string): string {
  return hash.slice(0, 7);
}
