import { posix } from 'node:path';
import type { RenderTarget } from '../target';

/**
 * Path of an API at its gateway: project, component, the version if there is
 * one, and base path, with empty and dot segments resolved and no slash at the end.
 */
export function apiPath(
  target: Pick<RenderTarget, 'project' | 'component'>,
  basePath = '',
  version = '',
): string {
  const path = posix.normalize(
    `/${target.project}/${target.component}/${version}/${basePath}`,
  );
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

/** Whether a path is `base` or below it. */
export function isBelow(path: string, base: string): boolean {
  return path === base || path.startsWith(`${base}/`);
}
