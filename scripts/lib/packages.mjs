// Builds and packs the published packages, as npm gets them.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  computeFingerprint,
  isUpToDate,
  recordFingerprint,
} from './fingerprint.mjs';
import { logs, root } from './project.mjs';
import { run } from './run.mjs';
import { StepFailure } from './terminal.mjs';
import { resolveInstalled } from './toolchain.mjs';

/** What the packages are built from. */
const sources = () =>
  ['packages', 'plugins'].flatMap(folder =>
    readdirSync(join(root, folder)).flatMap(name =>
      ['src', 'templates', 'README.md', 'package.json', 'config.d.ts'].map(
        part => join(root, folder, name, part),
      ),
    ),
  );

/** Records that the packages are built from the current sources. */
export function recordPackagesBuild() {
  recordFingerprint('packages', computeFingerprint(sources()));
}

/** Whether the packages are built from the current sources. */
export const arePackagesBuilt = () =>
  isUpToDate('packages', computeFingerprint(sources())) &&
  existsSync(join(root, 'plugins/openchoreo/dist'));

/**
 * Runs commands that have to succeed.
 *
 * @param {{ log: string, verbose?: boolean }} options `log` is the name of the log file
 * @returns {(title: string, command: string, args: string[], context: { env: NodeJS.ProcessEnv, cwd?: string }) => Promise<string>}
 *   runs a command, and returns its output. Throws the output of one that fails
 */
export const commandRunner =
  ({ log, verbose }) =>
  async (title, command, args, { env, cwd = root }) => {
    const { code, output } = await run(command, args, {
      cwd,
      env,
      log: join(logs, `${log}.log`),
      verbose,
    });
    if (code !== 0) throw new StepFailure(`${title} failed\n${output}`);
    return output;
  };

/** Builds the packages. */
export async function buildPackages(mustSucceed, { node, env }) {
  await mustSucceed('tsc', node, [resolveInstalled('typescript/bin/tsc')], {
    env,
  });
  const cli = resolveInstalled('@backstage/cli/bin/backstage-cli');
  await mustSucceed('The build', node, [cli, 'repo', 'build'], { env });
  recordPackagesBuild();
}

/** The name of the file that holds what the tarballs of a folder were packed from. */
const sourcesFile = '.sources';

/**
 * A packed package: its manifest, the path of its tarball, and that of the folder with its files.
 *
 * @typedef {{ manifest: object, tarball: string, files: string }} PackedPackage
 */

/**
 * The packages of a folder that `packPackages` has filled. Undefined if sources have changed since.
 *
 * @returns {PackedPackage[] | undefined}
 */
export function readPackedPackages(folder) {
  const file = join(folder, sourcesFile);
  const isCurrent =
    existsSync(file) &&
    readFileSync(file, 'utf8') === computeFingerprint(sources());
  return isCurrent ? readPackages(folder) : undefined;
}

const readPackages = folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.tgz'))
    .map(name => {
      const files = join(folder, name.replace(/\.tgz$/, ''));
      const manifest = JSON.parse(
        readFileSync(join(files, 'package.json'), 'utf8'),
      );
      return { manifest, tarball: join(folder, name), files };
    });

/**
 * Packs the published packages into an empty folder.
 *
 * @param {string} folder takes the tarballs, and beside each a folder with its files
 * @returns {Promise<PackedPackage[]>}
 */
export async function packPackages(mustSucceed, folder, { node, env, yarn }) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  await mustSucceed(
    'yarn pack',
    node,
    [
      ...yarn,
      'workspaces',
      'foreach',
      '--all',
      '--no-private',
      '--parallel',
      '--jobs',
      String(availableParallelism()),
      'pack',
      '--out',
      join(folder, '%s.tgz'),
    ],
    { env },
  );
  for (const name of readdirSync(folder)) {
    const files = join(folder, name.replace(/\.tgz$/, ''));
    mkdirSync(files);
    await mustSucceed(
      'tar',
      'tar',
      ['-xzf', join(folder, name), '-C', files, '--strip-components=1'],
      { env },
    );
  }
  writeFileSync(join(folder, sourcesFile), computeFingerprint(sources()));
  return readPackages(folder);
}
