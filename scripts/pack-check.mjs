// npm run pack-check: packs each published package and checks the tarballs: files, manifest, types and commands.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArguments } from './lib/arguments.mjs';
import { checkDev } from './lib/check-dev.mjs';
import { buildPackages, commandRunner, packPackages } from './lib/packages.mjs';
import { buildPortal } from './lib/portal.mjs';
import { packPortal } from './lib/portal-package.mjs';
import { logs, prepareFolders, root } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { reportFailure, runStep, StepFailure } from './lib/terminal.mjs';
import { ensureToolchain, resolveInstalled } from './lib/toolchain.mjs';

const usage = `npm run pack-check -- [options]

  --built             pack the last build instead of building first
  --dev               also start \`promenade dev\` from the tarballs, which takes several minutes
  --verbose           show the output of every step`;

const options = parseArguments(usage, {
  built: { type: 'boolean', default: false },
  dev: { type: 'boolean', default: false },
});

// A backend feature is the default export of a CommonJS module; Backstage unwraps it.
const backendFeature = {
  publint: ['CJS_WITH_ESMODULE_DEFAULT_EXPORT'],
  attw: ['cjs-only-exports-default'],
};

/** What publint and attw may find, by the role of the package: conventions of Backstage. */
const acceptedFindings = {
  'backend-plugin': backendFeature,
  'backend-plugin-module': backendFeature,
  // Frontend code is ES modules in .js files: bundlers load it, Node does not.
  'frontend-plugin': {
    publint: ['FILE_INVALID_FORMAT'],
    attw: ['unexpected-module-syntax'],
  },
};

const acceptedFindingsOf = ({ backstage }) =>
  acceptedFindings[backstage.role] ?? { publint: [], attw: [] };

/** Runs a command and returns its exit status and output. */
const execute = (command, args, { env, cwd = root }) =>
  run(command, args, {
    cwd,
    env,
    log: join(logs, 'pack-check.log'),
    verbose: options.verbose,
  });

const mustSucceed = commandRunner({
  log: 'pack-check',
  verbose: options.verbose,
});

/** Throws all problems in one failure. */
function failOn(problems) {
  if (problems.length > 0) throw new StepFailure(problems.join('\n'));
}

function checkFiles(packages) {
  const license = readFileSync(join(root, 'LICENSE'), 'utf8');
  const hasLicense = path =>
    existsSync(path) && readFileSync(path, 'utf8') === license;
  failOn(
    packages.flatMap(({ manifest, files }) => [
      ...(existsSync(join(files, 'README.md'))
        ? []
        : [`${manifest.name} has no README.md`]),
      ...(hasLicense(join(files, 'LICENSE'))
        ? []
        : [`${manifest.name} has no copy of the LICENSE`]),
    ]),
  );
}

async function checkManifests(packages) {
  const { publint } = await import('publint');
  const { formatMessage } = await import('publint/utils');
  const findings = await Promise.all(
    packages.map(async ({ manifest, tarball }) => {
      const { buffer } = new Uint8Array(readFileSync(tarball));
      const { messages } = await publint({
        pack: { tarball: buffer },
        level: 'warning',
      });
      const accepted = acceptedFindingsOf(manifest).publint;
      return messages
        .filter(({ code }) => !accepted.includes(code))
        .map(
          message => `${manifest.name}: ${formatMessage(message, manifest)}`,
        );
    }),
  );
  failOn(findings.flat());
}

async function checkTypes(packages, { env }) {
  const problems = [];
  for (const { manifest, tarball } of packages) {
    const { code, output } = await execute(
      'attw',
      [
        tarball,
        '--no-color',
        '--no-emoji',
        '--format=ascii',
        ...acceptedFindingsOf(manifest).attw.flatMap(rule => [
          '--ignore-rules',
          rule,
        ]),
      ],
      { env },
    );
    if (code !== 0) problems.push(output);
  }
  failOn(problems);
}

/** The packages with commands and the packages of this repository that they depend on. */
function packagesToRun(packages) {
  const found = new Set();
  const visit = visited => {
    if (found.has(visited)) return;
    found.add(visited);
    packages
      .filter(({ manifest }) => visited.manifest.dependencies?.[manifest.name])
      .forEach(visit);
  };
  packages.filter(({ manifest }) => manifest.bin).forEach(visit);
  return [...found];
}

/** Installs the packages with commands in an empty folder and runs each command with --help. */
async function runCommands(packages, folder, { env }) {
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  const installing = packagesToRun(packages);
  await mustSucceed(
    'npm install',
    'npm',
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      ...installing.map(({ tarball }) => tarball),
    ],
    { env, cwd: folder },
  );
  const names = installing.flatMap(({ manifest }) =>
    Object.keys(manifest.bin ?? {}),
  );
  for (const name of names) {
    const { status, stdout, stderr } = spawnSync(
      join(folder, 'node_modules/.bin', name),
      ['--help'],
      { env, cwd: folder, encoding: 'utf8' },
    );
    if (status !== 0 || !stdout.includes(name))
      throw new StepFailure(`${name} --help failed\n${stdout}${stderr}`);
  }
  for (const { manifest } of installing.filter(each => each.manifest.bin))
    await mustSucceed('npx', 'npx', ['--no', manifest.name, '--', '--help'], {
      env,
      cwd: folder,
    });
  return names;
}

async function main() {
  prepareFolders();
  const tools = await ensureToolchain(options);
  const folder = mkdtempSync(join(tmpdir(), 'promenade-packages-'));
  try {
    if (!options.built)
      await runStep('Build', async () => {
        await buildPackages(mustSucceed, tools);
        return { detail: 'all packages' };
      });
    const tarballs = join(folder, 'tarballs');
    await buildPortal({ ...tools, verbose: options.verbose });
    const packages = await runStep('Pack', async () => {
      const value = await packPackages(mustSucceed, tarballs, tools);
      return { detail: `${value.length} tarballs`, value };
    });
    const portal = await packPortal(
      mustSucceed,
      packages,
      join(folder, 'portal'),
      tools,
    );
    await runStep('Files', async () => {
      checkFiles([...packages, portal]);
      return { detail: 'README and LICENSE in each' };
    });
    await runStep('publint', async () => {
      await checkManifests(packages);
      return { detail: 'no findings' };
    });
    await runStep('attw', async () => {
      await checkTypes(packages, tools);
      return { detail: 'no findings' };
    });
    await runStep('Type imports', async () => {
      await mustSucceed(
        'type-deps',
        tools.node,
        [
          resolveInstalled('@backstage/repo-tools/bin/backstage-repo-tools'),
          'type-deps',
        ],
        tools,
      );
      return { detail: 'each is a dependency' };
    });
    await runStep('Commands', async () => {
      const names = await runCommands(packages, join(folder, 'empty'), tools);
      return { detail: names.join(', ') };
    });
    if (options.dev)
      await runStep('promenade dev', setStatus =>
        checkDev([...packages, portal], { ...tools, folder, setStatus }),
      );
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main().catch(error => reportFailure(error, options));
