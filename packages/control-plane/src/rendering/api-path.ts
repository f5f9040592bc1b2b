import { posix } from 'node:path';
import type { RenderTarget } from './target';

/**
 * Path of an API at its gateway: project, component and base path, with empty
 * and dot segments resolved and no slash at the end.
 */
export function apiPath(
  target: Pick<RenderTarget, 'project' | 'component'>,
  basePath = '',
): string {
  const path = posix.normalize(
    `/${target.project}/${target.component}/${basePath}`,
  );
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}
