/**
 * What a person calls an image by: its tag, or the first characters of its digest.
 *
 * @param image - a whole image reference, such as `registry.test:5000/app:1.4.2` or `app@sha256:…`
 */
export function imageTag(image: string): string {
  const [name, digest] = image.split('@');
  const last = name.slice(name.lastIndexOf('/') + 1);
  const colon = last.indexOf(':');
  if (colon >= 0) return last.slice(colon + 1);
  return digest ? digest.replace(/^[^:]*:/, '').slice(0, 12) : 'latest';
}
