// npm run packages: builds and packs the published packages, and serves them as an npm registry on loopback.
import { join, relative } from 'node:path';
import { parseArguments } from './lib/arguments.mjs';
import { startRegistry } from './lib/npm-registry.mjs';
import {
  arePackagesBuilt,
  buildPackages,
  commandRunner,
  packPackages,
  readPackedPackages,
} from './lib/packages.mjs';
import { buildPortal } from './lib/portal.mjs';
import { packPortal } from './lib/portal-package.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { home, prepareFolders } from './lib/project.mjs';
import { bold, reportFailure, runStep } from './lib/terminal.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

const usage = `npm run packages -- [options]

  --port N            the registry's port (4873)
  --pack-only         write the tarballs and exit
  --verbose           show the output of every step`;

const options = parseArguments(usage, {
  port: { type: 'string', default: '4873' },
  'pack-only': { type: 'boolean', default: false },
});

const folder = join(home, 'packages');
const portalFolder = join(home, 'portal-package');

async function main() {
  prepareFolders();
  const port = Number(options.port);
  if (!options['pack-only']) await requireFreePort(port);
  const tools = await ensureToolchain(options);
  const mustSucceed = commandRunner({
    log: 'packages',
    verbose: options.verbose,
  });
  await runStep('Build', async setStatus => {
    if (arePackagesBuilt()) return { detail: 'up to date' };
    setStatus('building (takes several minutes, only after sources changed)');
    await buildPackages(mustSucceed, tools);
    return { detail: 'all packages' };
  });
  await buildPortal({ ...tools, verbose: options.verbose });
  const packages = await runStep('Pack', async () => {
    const plugins =
      readPackedPackages(folder) ??
      (await packPackages(mustSucceed, folder, tools));
    const portal = await packPortal(mustSucceed, plugins, portalFolder, tools);
    const value = [...plugins, portal];
    return {
      detail: `${value.length} tarballs in ${[folder, portalFolder]
        .map(path => relative(process.cwd(), path))
        .join(' and ')}`,
      value,
    };
  });
  if (options['pack-only']) return;
  const { url } = await startRegistry(packages, port);
  console.log(`\n  Registry  ${bold(url)}        Ctrl-C stops it`);
}

await main().catch(error => {
  process.exitCode = reportFailure(error, options);
});
