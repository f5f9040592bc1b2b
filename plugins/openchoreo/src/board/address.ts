/** Tells whether a browser can open an address. Anything but HTTP, as a script would be, is never made a link. */
export function isBrowsable(url: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

/** An address without what every address has, in host and path, so that the host can be cut where both do not fit. */
export function addressParts(url: string): { host: string; path: string } {
  const label = url.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const slash = label.indexOf('/');
  return slash < 0
    ? { host: label, path: '' }
    : { host: label.slice(0, slash), path: label.slice(slash) };
}
