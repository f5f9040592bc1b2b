// verify RESULTS [STAGE …]: runs the stages of .ci/run after the tests, or only the given stages. A failed stage does not stop
// the others. The last line has the totals.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  environmentOf,
  ensureToolchain,
  resolveInstalled,
} from './lib/toolchain.mjs';
import { installDebianPackages } from './lib/debian-packages.mjs';
import { jestCommand } from './lib/jest.mjs';
import { recordPackagesBuild } from './lib/packages.mjs';
import { recordPortalBuild } from './lib/portal.mjs';
import { prepareFolders, root } from './lib/project.mjs';

const [results, ...wanted] = process.argv.slice(2);
const shared = process.env.PROMENADE_SHARED ?? join(root, '../shared');
const clusterTool = join(shared, 'tools/kubernetes/kubernetes');
const dataPlaneCrds = join(shared, 'fixtures/data-plane-crds');
const goMissingStatus = 3;
/** Several times what the stage takes. What hangs in it has shorter limits. */
const installTimeoutMs = 25 * 60_000;

prepareFolders();
const { node } = await ensureToolchain();
const env = environmentOf(node);
const backstageCli = resolveInstalled('@backstage/cli/bin/backstage-cli');

const runCommand = (command, args, options = {}) =>
  spawnSync(command, args, {
    cwd: root,
    env: { ...env, ...options.env },
    timeout: options.timeoutMs,
    stdio: 'inherit',
  });

const succeeds = (...args) => runCommand(...args).status === 0;

/** Reads the counts of a result file. A missing file counts as one failure. */
function readCounts(name) {
  const file = join(results, `${name}.json`);
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  const {
    numPassedTests,
    numFailedTests,
    numPendingTests = 0,
    numRuntimeErrorTestSuites = 0,
  } = JSON.parse(readFileSync(file, 'utf8'));
  return {
    passed: numPassedTests,
    failed: numFailedTests + numRuntimeErrorTestSuites,
    skipped: numPendingTests,
  };
}

const countOne = ok => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });

function findUnusedCode() {
  const knip = (...args) => succeeds('knip', ['--no-progress', ...args]);
  // The second run finds dependencies that only tests import.
  const runs = [knip(), knip('--production', '--include=dependencies')];
  return countOne(runs.every(Boolean));
}

function compileTypes() {
  // API reports need the declarations of a full compilation.
  rmSync(join(root, 'dist-types'), { recursive: true, force: true });
  return succeeds(node, [resolveInstalled('typescript/bin/tsc')]);
}

const checkApiReports = () =>
  succeeds(node, [
    'scripts/api-reports.mjs',
    '--check',
    ...(hasRun('types') ? ['--compiled'] : []),
  ]);

function buildAll() {
  // The build bundles the declarations that the compiler writes.
  const ok =
    (hasRun('types') || compileTypes()) &&
    succeeds(node, [backstageCli, 'repo', 'build', '--all'], {
      env: { NODE_ENV: 'production' },
    });
  // What starts the portal or packs the packages later must not build them again.
  if (ok) {
    recordPortalBuild();
    recordPackagesBuild();
  }
  return countOne(ok);
}

function browserTests() {
  installDebianPackages('chromium');
  succeeds(node, ['scripts/e2e.mjs'], {
    env: {
      PROMENADE_TEST_RESULTS: join(results, 'browser.json'),
      PROMENADE_SHARED: shared,
    },
  });
  return readCounts('browser');
}

/** Installs into an app of the current release. `npm run install-check` does more, and takes long. */
function installIntoHost() {
  installDebianPackages('postgresql');
  const { error } = runCommand(
    node,
    [
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      'scripts/install-check.mjs',
      '--host=locked',
      // It takes minutes to delete an app on a busy machine, and the clone of CI is deleted as a whole.
      ...(env.CI ? ['--keep'] : []),
    ],
    {
      env: { PROMENADE_TEST_RESULTS: join(results, 'install.json') },
      timeoutMs: installTimeoutMs,
    },
  );
  const counts = readCounts('install');
  if (error?.code !== 'ETIMEDOUT') return counts;
  console.log('skipped: what is left, because this machine is too slow');
  return { ...counts, skipped: counts.skipped + 1 };
}

/** Starts a cluster. Retries, because the start can time out on a busy machine. */
function startCluster() {
  let status;
  for (let attempt = 0; attempt < 3; attempt++) {
    const folder = mkdtempSync(join(tmpdir(), 'promenade-cluster-'));
    const up = spawnSync(clusterTool, ['up', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (up.status === 0)
      return { status: 0, folder, kubeconfig: up.stdout.trim() };
    status = up.status;
    if (status === goMissingStatus) break;
    // Removes a cluster that started after the timeout.
    spawnSync(clusterTool, ['down', folder], { stdio: 'ignore' });
  }
  return { status };
}

function realCluster() {
  if (!existsSync(clusterTool)) {
    console.log(
      'skipped: no tool to start a real Kubernetes cluster was found',
    );
    return { passed: 0, failed: 0 };
  }
  const { status, folder, kubeconfig } = startCluster();
  if (status === goMissingStatus) {
    console.log(
      'skipped: a real Kubernetes cluster needs Go, which is not installed',
    );
    return { passed: 0, failed: 0 };
  }
  if (status !== 0) return countOne(false);
  try {
    const apply = path =>
      succeeds('kubectl', [
        `--kubeconfig=${kubeconfig}`,
        'apply',
        '--server-side',
        '-f',
        path,
      ]);
    const definitions = [
      join(root, 'deploy/crds'),
      join(root, 'packages/test-kubernetes/crds'),
      dataPlaneCrds,
    ];
    if (!definitions.every(apply)) return countOne(false);
    succeeds(
      node,
      jestCommand(
        [
          '--json',
          `--outputFile=${join(results, 'cluster.json')}`,
          'packages/control-plane/.*integration.test',
          'packages/kube-client/src/kubernetes.test',
        ],
        // The cluster needs the cores as well.
        { workers: availableParallelism() },
      ),
      {
        env: {
          PROMENADE_TEST_KUBECONFIG: kubeconfig,
          PROMENADE_SHARED: shared,
        },
      },
    );
    return readCounts('cluster');
  } finally {
    spawnSync(clusterTool, ['down', folder], { stdio: 'inherit' });
  }
}

const stages = [
  ['tests', () => readCounts('tests')],
  [
    'lint',
    () =>
      countOne(
        succeeds(node, [backstageCli, 'repo', 'lint', '--max-warnings', '0']),
      ),
  ],
  [
    'format',
    () =>
      countOne(
        succeeds(node, [
          resolveInstalled('prettier/bin-prettier.js'),
          '--check',
          '.',
        ]),
      ),
  ],
  [
    'manifests',
    () =>
      countOne(
        succeeds(node, [backstageCli, 'repo', 'fix', '--publish', '--check']),
      ),
  ],
  ['unused code', findUnusedCode],
  ['types', () => countOne(compileTypes())],
  ['API reports', () => countOne(checkApiReports())],
  ['CRDs', () => countOne(succeeds(node, ['scripts/crds.mjs', '--check']))],
  [
    'OpenAPI',
    () => countOne(succeeds(node, ['scripts/openapi.mjs', '--check'])),
  ],
  [
    'commands',
    () => countOne(succeeds(node, ['scripts/cli-docs.mjs', '--check'])),
  ],
  ['build', buildAll],
  [
    'packages',
    () =>
      countOne(
        succeeds(node, [
          'scripts/pack-check.mjs',
          ...(hasRun('build') ? ['--built'] : []),
        ]),
      ),
  ],
  ['install', installIntoHost],
  ['browser', browserTests],
  ['real cluster', realCluster],
];

const rows = [];

/** Whether a stage ran earlier in this run. One that failed is not repeated. */
function hasRun(name) {
  return rows.some(({ stage }) => stage === name);
}

for (const [name, work] of stages) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n=== ${name}`);
  const started = Date.now();
  const { passed, failed, skipped = 0 } = work();
  const seconds = Math.round((Date.now() - started) / 1000);
  rows.push({ stage: name, passed, failed, skipped, seconds });
}
console.table(rows);
const sum = field => rows.reduce((total, row) => total + row[field], 0);
if (sum('skipped') > 0) console.log(`${sum('skipped')} skipped, see above`);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
