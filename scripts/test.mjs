// npm test: runs all tests that need only this checkout. Passes arguments to Jest.
import { join } from 'node:path';
import { reportFailure } from './lib/terminal.mjs';
import { jestCommand } from './lib/jest.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { prepareFolders, root } from './lib/project.mjs';
import { run } from './lib/run.mjs';

const args = process.argv.slice(2).filter(arg => arg !== '--verbose');
const verbose = process.argv.includes('--verbose');

async function main() {
  prepareFolders();
  const { node, env } = await ensureToolchain({ verbose });
  const results = process.env.PROMENADE_TEST_RESULTS;
  const { code } = await run(
    node,
    jestCommand([
      ...(results ? ['--json', `--outputFile=${results}`] : []),
      ...args,
    ]),
    {
      cwd: root,
      env: {
        ...env,
        PROMENADE_SHARED: env.PROMENADE_SHARED ?? join(root, '../shared'),
      },
    },
  );
  return code;
}

process.exitCode = await main().catch(error =>
  reportFailure(error, { verbose }),
);
