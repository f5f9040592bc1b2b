/** Whether a browser can open an address. Only HTTP and HTTPS addresses become links, so that no script can. */
export function isBrowsable(url: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(url).protocol);
  } catch {
    return false;
  }
}

/** Host and path of an address, without protocol and trailing slash, so that each can be truncated separately. */
export function addressParts(url: string): { host: string; path: string } {
  const label = url.replace(/^https?:\/\//, '').replace(/\/$/, '');
  const slash = label.indexOf('/');
  return slash < 0
    ? { host: label, path: '' }
    : { host: label.slice(0, slash), path: label.slice(slash) };
}
