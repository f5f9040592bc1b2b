// npm run control-plane -- --kubeconfig FILE: runs only the control plane, on any cluster. Passes all arguments to it.
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { reportFailure } from './lib/terminal.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { prepareFolders, root } from './lib/project.mjs';

async function main() {
  prepareFolders();
  const { node, env } = await ensureToolchain();
  const child = spawn(
    node,
    [
      join(root, 'packages/control-plane/bin/promenade-control-plane.js'),
      ...process.argv.slice(2),
    ],
    { stdio: 'inherit', env },
  );
  // The terminal sends SIGINT to the control plane as well, which releases its lease and exits.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  return new Promise(resolve => child.once('exit', code => resolve(code ?? 1)));
}

process.exitCode = await main().catch(error =>
  reportFailure(error, { verbose: false }),
);
