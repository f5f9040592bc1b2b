// Starts the services of Promenade: Kubernetes API, control plane, backend. Loads the samples.
import { existsSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { StepFailure } from './terminal.mjs';
import { run } from './run.mjs';
import { findFreePort } from './ports.mjs';
import { waitForOk, waitForReadyLine } from './processes.mjs';
import {
  backstageData,
  isCheckout,
  kubeconfig,
  kubernetesData,
  logs,
  root,
  samplesLoaded,
  startCommand,
  typescriptLoader,
} from './project.mjs';

const { resolve } = createRequire(import.meta.url);

/** The executable of a package of this repository. */
const bin = (name, executable) =>
  join(dirname(resolve(`@promenade/${name}/package.json`)), 'bin', executable);

/** The backend, which has the name of the package with the built portal in the published package. */
const backend = isCheckout
  ? { entry: 'packages/backend/src/index.ts', env: {} }
  : {
      entry: 'packages/backend/src/index.mjs',
      env: { APP_CONFIG_app_packageName: '@promenade/portal' },
    };

/** Starts the embedded Kubernetes API with the simulated data plane. Returns its address. */
export async function startKubernetes({ group, node, env }) {
  const started = group.start(
    'kubernetes',
    node,
    [
      bin('embedded-kubernetes', 'promenade-embedded-kubernetes.js'),
      '--data',
      kubernetesData,
      '--kubeconfig',
      kubeconfig,
      '--crds',
      join(root, 'deploy/crds'),
      '--simulate-data-plane',
    ],
    { env, stdout: 'pipe' },
  );
  const { server } = await waitForReadyLine(started, 'the Kubernetes API');
  return server;
}

/** Starts the control plane and waits until it is ready. */
export async function startControlPlane({
  group,
  node,
  env,
  kubeconfigFile,
  context,
  controllers = 'all',
}) {
  const port = await findFreePort();
  const started = group.start(
    'control-plane',
    node,
    [
      bin('control-plane', 'promenade-control-plane.js'),
      '--kubeconfig',
      kubeconfigFile,
      ...(context ? ['--context', context] : []),
      // The embedded API has only one control plane. Without leader election it need not wait for a lease after a crash.
      ...(kubeconfigFile === kubeconfig ? ['--leader-elect=false'] : []),
      '--controllers',
      controllers,
      '--metrics-port',
      String(port),
    ],
    { env },
  );
  await waitForOk(`http://127.0.0.1:${port}/readyz`, {
    started,
    seconds: 60,
    what: 'the control plane',
  });
}

/**
 * Loads the sample platform and application once. Deleted samples are not loaded again.
 *
 * @returns {Promise<boolean>} whether the samples were loaded by this call
 */
export async function loadSamples({ node, env }) {
  if (existsSync(samplesLoaded)) return false;
  const log = join(logs, 'samples.log');
  const { code } = await run(
    node,
    [
      ...typescriptLoader,
      join(root, 'scripts/tasks/load-samples.cjs'),
      kubeconfig,
      join(root, 'samples/platform'),
      join(root, 'samples/tram'),
    ],
    { cwd: root, env, log },
  );
  if (code !== 0)
    throw new StepFailure('the samples could not be loaded', {
      log,
      remedy: `The log names the resource. ${startCommand} --reset deletes all data and starts again.`,
    });
  writeFileSync(samplesLoaded, new Date().toISOString());
  return true;
}

/** Starts the Backstage backend, which serves the built portal, and waits until it is ready. */
export async function startBackend({
  group,
  node,
  env,
  port,
  kubeconfigFile,
  context,
}) {
  const url = `http://localhost:${port}`;
  const started = group.start(
    'backend',
    node,
    [
      ...typescriptLoader,
      join(root, backend.entry),
      '--config',
      join(root, 'app-config.yaml'),
      ...(existsSync(join(root, 'app-config.local.yaml'))
        ? ['--config', join(root, 'app-config.local.yaml')]
        : []),
    ],
    {
      cwd: join(root, 'packages/backend'),
      env: {
        ...env,
        ...backend.env,
        NODE_ENV: 'production',
        LOG_LEVEL: env.LOG_LEVEL ?? 'info',
        PROMENADE_BASE_URL: url,
        PROMENADE_PORT: String(port),
        PROMENADE_DATA: backstageData,
        PROMENADE_KUBECONFIG: kubeconfigFile,
        ...(context ? { PROMENADE_CONTEXT: context } : {}),
      },
    },
  );
  await waitForOk(`${url}/.backstage/health/v1/readiness`, {
    started,
    seconds: 300,
    what: 'the portal',
  });
  return url;
}
