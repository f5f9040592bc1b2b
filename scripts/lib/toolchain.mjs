// A suitable Node, Yarn and the dependencies: made sure of by every command, quick when there is nothing to do.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { StepFailure, step } from './terminal.mjs';
import { fingerprint, isUpToDate, remember } from './fingerprint.mjs';
import { compileCache, logs, root, toolchain } from './project.mjs';
import { run } from './run.mjs';

const nodeFromNpm = 'node@24';
const yarnVersion = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
).packageManager.split('@')[1];

const modules = join(toolchain, 'node_modules');
const yarnScript = join(modules, '@yarnpkg/cli-dist/bin/yarn.js');

/** Whether Backstage runs on this version of Node: 22 from 22.19 on, or 24. */
export function isSuitableNode(nodeVersion) {
  const [major, minor] = nodeVersion.replace(/^v/, '').split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 19);
}

const nodeInToolchain = () =>
  join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

const versionOf = node =>
  spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout?.trim();

const offline =
  'Is there a network, and does `npm config get registry` name a registry that can be reached?';

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
    throw new StepFailure(`npm could not fetch ${what}`, {
      remedy: offline,
      log,
    });
}

async function ensureNode(options) {
  return step('Node', async say => {
    if (isSuitableNode(process.version))
      return {
        detail: `${process.version.slice(1)}`.padEnd(22) + 'yours',
        value: process.execPath,
      };
    const fetched = nodeInToolchain();
    if (!existsSync(fetched)) {
      say(`fetching Node 24 from npm (yours is ${process.version})`);
      await npmInstall([nodeFromNpm], 'Node 24', options);
    }
    const found = versionOf(fetched);
    if (!found || !isSuitableNode(found))
      throw new StepFailure(
        `Node ${process.version} is too old, and the one from npm does not run here`,
        {
          remedy:
            'Install Node 22.19 or newer of the 22 line, or Node 24, then run the command again.',
        },
      );
    return {
      detail: `${found.slice(1)}`.padEnd(22) + 'from npm',
      value: fetched,
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

/** The registry that npm is set up with; Yarn does not read npm's own setting. */
function npmRegistry() {
  const { stdout } = spawnSync('npm', ['config', 'get', 'registry'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const registry = stdout?.trim().split('\n').at(-1)?.replace(/\/$/, '');
  return registry?.startsWith('http') ? registry : undefined;
}

/** The folder of the running Node's own headers, for the rare native build. */
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

/** The environment in which everything of this repository runs. */
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
    // Node keeps what it compiled, so that the next start need not compile it again.
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
  [/ENOTFOUND|ECONNREFUSED|EAI_AGAIN|ETIMEDOUT|RequestError/, offline],
  [
    /gyp ERR|make: not found|No such file.*python|not find any Python/i,
    'A package wants to be compiled: install a C++ compiler, make and Python 3 (Debian: apt-get install build-essential python3).',
  ],
  [/ENOSPC/, 'The disk is full.'],
  [
    /YN0028/,
    'yarn.lock does not fit the manifests: run `yarn install` and commit yarn.lock.',
  ],
];

async function ensureDependencies(node, options) {
  const env = environmentOf(node);
  await step('Dependencies', async say => {
    const print = fingerprint(manifests(), versionOf(node));
    if (
      isUpToDate('dependencies', print) &&
      existsSync(join(root, 'node_modules/@backstage/cli'))
    )
      return { detail: 'up to date' };
    say('installing (some minutes the first time)');
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
        remedy: installRemedies.find(([sign]) => sign.test(output))?.[1],
        log,
      });
    remember('dependencies', print);
    return { detail: 'installed' };
  });
  return env;
}

/**
 * Makes sure of Node, Yarn and the dependencies.
 *
 * @param {{ verbose?: boolean }} [options]
 * @returns {Promise<{ node: string, env: NodeJS.ProcessEnv, yarn: string[] }>} the Node to run things with, the
 *   environment to run them in, and Yarn's arguments for that Node
 */
export async function ensureToolchain(options = {}) {
  const node = await ensureNode(options);
  const env = await ensureDependencies(node, options);
  return { node, env, yarn: [yarnScript] };
}

/** Resolves a file of an installed package. */
export const installed = specifier =>
  createRequire(join(root, 'package.json')).resolve(specifier);
