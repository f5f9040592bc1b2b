/** The tag of an image, its digest's first seven characters, or `latest` when it has neither. */
export function imageTag(image: string): string {
  const [reference, digest] = image.split('@');
  const tag = /:([^/:]+)$/.exec(reference)?.[1];
  return tag ?? digest?.replace(/^[^:]+:/, '').slice(0, 7) ?? 'latest';
}

/**
 * A release as people see it everywhere: the first seven characters of its
 * content hash, and the tag of its image where it has one.
 */
export function releaseLabel(contentHash: string, image?: string): string {
  const short = contentHash.slice(0, 7);
  return image ? `${short} ${imageTag(image)}` : short;
}
