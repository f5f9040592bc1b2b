// npm start: the portal, the control plane and a Kubernetes API, from a checkout, with one command.
import { rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { argumentsOf } from './lib/arguments.mjs';
import { keepTogether } from './lib/keep-together.mjs';
import { bold, StepFailure, step } from './lib/terminal.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';
import { ensurePortal } from './lib/portal.mjs';
import { ensureFree } from './lib/ports.mjs';
import { claimHome, endLeftovers } from './lib/processes.mjs';
import {
  backstageData,
  kubeconfig,
  kubernetesData,
  prepareFolders,
  root,
  samplesLoaded,
  version,
} from './lib/project.mjs';
import {
  loadSamples,
  startBackend,
  startControlPlane,
  startKubernetes,
} from './lib/stack.mjs';

const usage = `npm start -- [options]

  --port N            the portal's port (7007)
  --kubeconfig FILE   use this cluster in place of the embedded Kubernetes API
  --context NAME      the context in that kubeconfig
  --reset             begin anew: forgets everything that was made
  --verbose           show the output of every step, and stack traces`;

const options = argumentsOf(usage, {
  port: { type: 'string', default: '7007' },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  reset: { type: 'boolean', default: false },
});

const port = Number(options.port);
const cluster = options.kubeconfig && resolve(options.kubeconfig);
const started = Date.now();

function farewell(url) {
  const shown = relative(root, kubeconfig);
  console.log(`
  Portal      ${bold(url)}        you are signed in as guest
  kubeconfig  ${cluster ?? `${shown}        export KUBECONFIG=$PWD/${shown}`}
  Try         Create > Create a service    or: kubectl get components -A
  Ctrl-C stops everything; what you made stays. npm start -- --reset begins anew.`);
}

async function main(group) {
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StepFailure(`--port ${options.port} is not a port`, {
      remedy: 'A port is a number between 1 and 65535.',
    });
  console.log(`\n${bold(`Promenade ${version}`)}`);
  prepareFolders();
  claimHome();
  await endLeftovers();
  await ensureFree(port);
  if (options.reset)
    for (const path of [kubernetesData, backstageData, samplesLoaded])
      rmSync(path, { recursive: true, force: true });
  prepareFolders();
  const { node, env } = await ensureToolchain(options);
  await ensurePortal({ node, env, verbose: options.verbose });
  const stack = {
    group,
    node,
    env,
    kubeconfigFile: cluster ?? kubeconfig,
    context: options.context,
  };

  await step('Kubernetes API', async () => {
    if (cluster) return { detail: `${cluster}` };
    return { detail: await startKubernetes(stack) };
  });
  await step('Control plane', async say => {
    const loading = cluster
      ? undefined
      : loadSamples(stack).then(
          loaded => loaded && say('reconciling the samples'),
        );
    await Promise.all([startControlPlane(stack), loading]);
    return { detail: 'reconciling' };
  });
  const url = await step('Ready in', async say => {
    say('starting the portal');
    const value = await startBackend({ ...stack, port });
    return { detail: `${Math.round((Date.now() - started) / 1000)} s`, value };
  });
  farewell(url);
}

keepTogether(main, options);
