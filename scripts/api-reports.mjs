// npm run api-reports [-- --check]: writes report.api.md of each published package. --check lists stale reports.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArguments } from './lib/arguments.mjs';
import { prepareFolders, root } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { reportFailure } from './lib/terminal.mjs';
import { ensureToolchain, resolveInstalled } from './lib/toolchain.mjs';

const usage = `npm run api-reports -- [options]

  --check             write nothing and fail if a report is stale
  --compiled          use the declarations in dist-types, which a full compilation has just written
  --verbose           show stack traces`;

const options = parseArguments(usage, {
  check: { type: 'boolean', default: false },
  compiled: { type: 'boolean', default: false },
});

/** The reports are made from the declarations that the compiler writes. Those of an incremental build may have another order. */
function compileAll() {
  rmSync(join(root, 'dist-types'), { recursive: true, force: true });
  return [resolveInstalled('typescript/bin/tsc')];
}

async function main() {
  prepareFolders();
  const { node, env } = await ensureToolchain(options);
  const commands = [
    ...(options.compiled ? [] : [compileAll()]),
    [
      resolveInstalled('@backstage/repo-tools/bin/backstage-repo-tools'),
      'api-reports',
      ...(options.check ? ['--ci'] : []),
      // docs/cli has the commands of packages/cli. Of several patterns, each would exclude only what all the others match.
      '--exclude=packages/@(test-*|cli)',
      // The first two infer types from zod schemas that they do not export. The test utilities of the third have types of its
      // main entry point.
      '--allow-warnings=packages/openchoreo-model,plugins/openchoreo-common,plugins/openchoreo-node',
      '--omit-messages=ae-undocumented,ae-wrong-input-file-type',
      '--validate-release-tags',
    ],
  ];
  for (const args of commands) {
    const { code } = await run(node, args, { cwd: root, env });
    if (code !== 0) return code;
  }
  return 0;
}

process.exitCode = await main().catch(error => reportFailure(error, options));
