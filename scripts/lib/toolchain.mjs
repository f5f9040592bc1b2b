// Installs a supported Node, Yarn and the dependencies if they are missing or outdated. Every command calls it.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { StepFailure, runStep } from './terminal.mjs';
import {
  computeFingerprint,
  isUpToDate,
  recordFingerprint,
} from './fingerprint.mjs';
import { compileCache, logs, root, toolchain } from './project.mjs';
import { run } from './run.mjs';

const nodeFromNpm = 'node@24';
const yarnVersion = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).packageManager.split('@')[1];

const modules = join(toolchain, 'node_modules');
const yarnScript = join(modules, '@yarnpkg/cli-dist/bin/yarn.js');

/** Whether Backstage supports this version of Node: 22.19 or later 22.x, or 24.x. */
function isSupportedNode(nodeVersion) {
  const [major, minor] = nodeVersion.replace(/^v/, '').split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 19);
}

const nodeInToolchain = () =>
  join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

const versionOf = node =>
  spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim();

const networkRemedy =
  'Check the network, and check that the registry of `npm config get registry` can be reached.';

async function npmInstall(packages, what, { verbose }) {
  const log = join(logs, 'toolchain.log');
  const { code } = await run(
    'npm',
    [
      'install',
      '--prefix',
      toolchain,
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...packages,
    ],
    { cwd: root, log, verbose },
  );
  if (code !== 0)
    throw new StepFailure(`npm could not install ${what}`, {
      remedy: networkRemedy,
      log,
    });
}

async function ensureNode(options) {
  return runStep('Node', async setStatus => {
    if (isSupportedNode(process.version))
      return {
        detail: `${process.version.slice(1)}`.padEnd(22) + 'from PATH',
        value: process.execPath,
      };
    const installed = nodeInToolchain();
    if (!existsSync(installed)) {
      setStatus(
        `installing Node 24 from npm (the current version is ${process.version})`,
      );
      await npmInstall([nodeFromNpm], 'Node 24', options);
    }
    const found = versionOf(installed);
    if (!found || !isSupportedNode(found))
      throw new StepFailure(
        `Node ${process.version} is not supported, and the one from npm does not run on this machine`,
        {
          remedy:
            'Install Node 22.19 or newer of the 22 line, or Node 24, then run the command again.',
        },
      );
    return {
      detail: `${found.slice(1)}`.padEnd(22) + 'from npm',
      value: installed,
    };
  });
}

async function ensureYarn(options) {
  const manifest = join(modules, '@yarnpkg/cli-dist/package.json');
  const present =
    existsSync(manifest) &&
    JSON.parse(readFileSync(manifest, 'utf8')).version === yarnVersion;
  if (!present)
    await npmInstall([`@yarnpkg/cli-dist@${yarnVersion}`], 'Yarn', options);
}

/** The registry that npm is configured with. Yarn does not read the configuration of npm. */
function npmRegistry() {
  const { stdout } = spawnSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const registry = stdout?.trim().split('\n').at(-1)?.replace(/\/$/, '');
  return registry?.startsWith('http') ? registry : undefined;
}

/** The folder with the headers of Node, which native builds need. */
function headersOf(node) {
  const folder = dirname(dirname(node));
  if (existsSync(join(folder, 'include/node'))) return folder;
  const platform = `node-${
    process.platform === 'win32' ? 'win' : process.platform
  }-${process.arch}`;
  const packaged = [
    join(folder, 'node_modules', platform),
    join(folder, '..', platform),
  ];
  return packaged.find(path => existsSync(join(path, 'include/node')));
}

/** The environment variables for all commands of this repository. */
export function environmentOf(node) {
  const bin = dirname(node);
  const headers = headersOf(node);
  return {
    ...process.env,
    PATH: [bin, join(root, 'node_modules/.bin'), process.env.PATH].join(
      delimiter,
    ),
    ...(headers ? { npm_config_nodedir: headers } : {}),
    YARN_ENABLE_TELEMETRY: '0',
    // Node caches compiled code, which makes the next start faster.
    NODE_COMPILE_CACHE: compileCache,
  };
}

function manifests() {
  const workspaces = ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(root, folder)).map(name =>
      join(root, folder, name, 'package.json'),
    ),
  );
  return [
    join(root, 'package.json'),
    join(root, 'yarn.lock'),
    join(root, '.yarnrc.yml'),
    ...workspaces.filter(existsSync),
  ];
}

const installRemedies = [
  [/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|RequestError/, networkRemedy],
  [
    /gyp ERR|make: not found|No such file.*python|not find any Python/i,
    'A package must be compiled. Install a C++ compiler, make and Python 3 (Debian: apt-get install build-essential python3).',
  ],
  [/ENOSPC/, 'The disk is full.'],
  [
    /YN0028/,
    'yarn.lock does not match the package.json files. Run `yarn install` and commit yarn.lock.',
  ],
];

async function ensureDependencies(node, options) {
  const env = environmentOf(node);
  await runStep('Dependencies', async setStatus => {
    const fingerprint = computeFingerprint(manifests(), versionOf(node));
    if (
      isUpToDate('dependencies', fingerprint) &&
      existsSync(join(root, 'node_modules/@backstage/cli'))
    )
      return { detail: 'up to date' };
    setStatus('installing (takes several minutes the first time)');
    await ensureYarn(options);
    const registry = npmRegistry();
    const log = join(logs, 'dependencies.log');
    const { code, output } = await run(
      node,
      [yarnScript, 'install', '--immutable'],
      {
        cwd: root,
        env: registry ? { ...env, YARN_NPM_REGISTRY_SERVER: registry } : env,
        log,
        verbose: options.verbose,
      },
    );
    if (code !== 0)
      throw new StepFailure('the dependencies could not be installed', {
        remedy: installRemedies.find(([pattern]) => pattern.test(output))?.[1],
        log,
      });
    recordFingerprint('dependencies', fingerprint);
    return { detail: 'installed' };
  });
  return env;
}

/**
 * Installs Node, Yarn and the dependencies if they are missing or outdated.
 *
 * @param {{ verbose?: boolean }} [options]
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv, yarn: string[] }>} the Node to use, the
 *   environment for it, and the arguments that run Yarn with it
 */
export async function ensureToolchain(options = {}) {
  const node = await ensureNode(options);
  const env = await ensureDependencies(node, options);
  return { node, env, yarn: [yarnScript] };
}

/** The path of a file in an installed package. */
export const resolveInstalled = specifier =>
  createRequire(join(root, 'package.json')).resolve(specifier);
