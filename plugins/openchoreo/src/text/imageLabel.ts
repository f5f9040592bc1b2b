/**
 * The short name of an image: the last part of its repository, with its tag.
 *
 * @param image - an image reference, such as `registry.test:5000/shop/greeter:1.4.2` or `greeter@sha256:…`
 * @returns such as `greeter:1.4.2`; a digest is shortened to seven characters
 */
export function imageLabel(image: string): string {
  const name = image.slice(image.lastIndexOf('/') + 1);
  const [tagged, digest] = name.split('@');
  if (!digest || tagged.includes(':')) return tagged;
  return `${tagged}@${digest.slice(digest.indexOf(':') + 1).slice(0, 7)}`;
}

/** The tag of an image, or its shortened digest. Undefined without both. */
export function imageTag(image: string): string | undefined {
  return /[:@]([^:@]+)$/.exec(imageLabel(image))?.[1];
}
