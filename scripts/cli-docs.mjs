// npm run cli-docs [-- --check]: writes the list of commands of packages/cli and docs/cli from the declarations, or reports stale files.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepareFolders, root, typescriptLoader } from './lib/project.mjs';
import { reportFailure } from './lib/terminal.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

async function main() {
  prepareFolders();
  const { node, env } = await ensureToolchain();
  const { status } = spawnSync(
    node,
    [
      ...typescriptLoader,
      join(root, 'packages/cli/scripts/generateCli.ts'),
      ...process.argv.slice(2),
    ],
    { cwd: root, env, stdio: 'inherit' },
  );
  return status ?? 1;
}

process.exitCode = await main().catch(error =>
  reportFailure(error, { verbose: false }),
);
