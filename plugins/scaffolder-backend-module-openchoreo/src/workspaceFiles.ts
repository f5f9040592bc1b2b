import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { resolveSafeChildPath } from '@backstage/backend-plugin-api';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';

/**
 * Writes files to the workspace of a task, and logs their paths.
 *
 * @param files - text by path, relative to the workspace
 * @returns the paths
 * @throws NotAllowedError for a path that leads out of the workspace
 */
export async function writeWorkspaceFiles(
  {
    workspacePath,
    logger,
  }: Pick<ActionContext<{}>, 'workspacePath' | 'logger'>,
  files: ReadonlyMap<string, string>,
): Promise<string[]> {
  for (const [path, text] of files) {
    const target = resolveSafeChildPath(workspacePath, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  const paths = [...files.keys()];
  logger.info(
    `Wrote these files:\n${paths.map(path => `  ${path}`).join('\n')}`,
  );
  return paths;
}
