// Packs @promenade/portal, which `promenade dev` starts: the built portal, and the files of `npm start` that need no checkout.
import {
  cpSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './project.mjs';

const name = '@promenade/portal';

/** From paths of the checkout to paths of the package. */
const files = {
  LICENSE: 'LICENSE',
  'scripts/portal-package/README.md': 'README.md',
  'app-config.yaml': 'app-config.yaml',
  'deploy/crds': 'deploy/crds',
  'samples/platform': 'samples/platform',
  'samples/tram': 'samples/tram',
  'packages/app/dist': 'dist',
  'packages/backend/people.yaml': 'packages/backend/people.yaml',
  // It has no types, so that it is JavaScript. Node transforms no TypeScript below node_modules.
  'packages/backend/src/index.ts': 'packages/backend/src/index.mjs',
  'scripts/start-published.mjs': 'scripts/start-published.mjs',
  'scripts/tasks/load-samples.cjs': 'scripts/tasks/load-samples.cjs',
  ...Object.fromEntries(
    [
      'arguments',
      'ports',
      'processes',
      'project',
      'run',
      'run-process-group',
      'services',
      'start-platform',
      'terminal',
    ].map(module => [`scripts/lib/${module}.mjs`, `scripts/lib/${module}.mjs`]),
  ),
};

const readManifest = folder =>
  JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));

/**
 * Those of the backend, and what the scripts start and load. They are the versions of this checkout: a plugin of a newer Backstage
 * may need what the others do not have.
 */
function dependenciesOf(packages) {
  const { app, ...backend } = readManifest('packages/backend').dependencies;
  const own = new Set(packages.map(({ manifest }) => manifest.name));
  const started = ['control-plane', 'embedded-kubernetes', 'kube-client'];
  const names = [
    ...Object.keys(backend),
    ...started.map(each => `@promenade/${each}`),
    'yaml',
  ].sort();
  const versionOf = each =>
    (own.has(each)
      ? packages.find(({ manifest }) => manifest.name === each).manifest
      : readManifest(`node_modules/${each}`)
    ).version;
  return Object.fromEntries(names.map(each => [each, versionOf(each)]));
}

function manifestOf(packages) {
  const { version, license } = readManifest('.');
  const { engines, bugs, repository } = readManifest('packages/cli');
  return {
    name,
    version,
    description:
      'What `promenade dev` starts: a Backstage portal for OpenChoreo, the control plane and a Kubernetes API',
    keywords: ['backstage', 'openchoreo', 'portal'],
    license,
    homepage: 'https://github.com/promenade/promenade#readme',
    bugs,
    repository: { ...repository, directory: 'packages/backend' },
    publishConfig: { access: 'public' },
    engines,
    dependencies: dependenciesOf(packages),
  };
}

/**
 * Packs the portal. `packages/app` must be built.
 *
 * @param {import('./packages.mjs').PackedPackage[]} packages all others
 * @param {string} folder is emptied, then takes the tarball and a folder with its files
 * @returns {Promise<import('./packages.mjs').PackedPackage>}
 */
export async function packPortal(mustSucceed, packages, folder, { env }) {
  const target = join(folder, 'files');
  rmSync(folder, { recursive: true, force: true });
  for (const [from, to] of Object.entries(files)) {
    mkdirSync(dirname(join(target, to)), { recursive: true });
    cpSync(join(root, from), join(target, to), {
      recursive: true,
      filter: path => !path.endsWith('.map'),
    });
  }
  const manifest = manifestOf(packages);
  writeFileSync(
    join(target, 'package.json'),
    `${JSON.stringify(manifest, undefined, 2)}\n`,
  );
  await mustSucceed('npm pack', 'npm', ['pack', '--pack-destination', folder], {
    env,
    cwd: target,
  });
  const tarball = readdirSync(folder).find(each => each.endsWith('.tgz'));
  return { manifest, tarball: join(folder, tarball), files: target };
}
