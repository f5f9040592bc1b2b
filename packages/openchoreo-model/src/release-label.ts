/**
 * Returns the tag of an image, otherwise the first seven characters of its digest, otherwise `latest`.
 *
 * @public
 */
export function imageTag(image: string): string {
  const [reference, digest] = image.split('@');
  const tag = /:([^/:]+)$/.exec(reference)?.[1];
  return tag ?? digest?.replace(/^[^:]+:/, '').slice(0, 7) ?? 'latest';
}

/**
 * Returns the display name of a release: the first seven characters of its
 * content hash, and the tag of its image if it has one.
 *
 * @public
 */
export function releaseLabel(contentHash: string, image?: string): string {
  const short = contentHash.slice(0, 7);
  return image ? `${short} ${imageTag(image)}` : short;
}
