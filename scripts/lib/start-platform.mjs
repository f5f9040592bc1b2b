// Starts the portal, the control plane and a Kubernetes API, and keeps them running.
import { rmSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { parseArguments } from './arguments.mjs';
import { runProcessGroup } from './run-process-group.mjs';
import { bold, StepFailure, runStep } from './terminal.mjs';
import { requireFreePort } from './ports.mjs';
import { lockHome, endOrphanedProcesses } from './processes.mjs';
import {
  backstageData,
  kubeconfig,
  kubernetesData,
  prepareFolders,
  samplesLoaded,
  startCommand,
  version,
} from './project.mjs';
import {
  loadSamples,
  startBackend,
  startControlPlane,
  startKubernetes,
} from './services.mjs';

const usage = `${startCommand} [options]

  --port N            the portal's port (7007)
  --kubeconfig FILE   use this cluster instead of the embedded Kubernetes API
  --context NAME      the context in that kubeconfig
  --controllers SET   all, or promotion: only those of promotions, for a cluster with OpenChoreo (all)
  --no-portal         start only the Kubernetes API and the control plane, for a portal of your own
  --reset             delete all data and start again
  --verbose           show the output of every step, and stack traces`;

const readOptions = () =>
  parseArguments(usage, {
    port: { type: 'string', default: '7007' },
    kubeconfig: { type: 'string' },
    context: { type: 'string' },
    controllers: { type: 'string', default: 'all' },
    'no-portal': { type: 'boolean', default: false },
    reset: { type: 'boolean', default: false },
  });

function printSummary(url, cluster) {
  const path = relative(process.cwd(), kubeconfig);
  const [shown, exported] = path.startsWith('..')
    ? [kubeconfig, kubeconfig]
    : [path, `$PWD/${path}`];
  if (!url) {
    console.log(`
  kubeconfig  ${cluster ?? kubeconfig}
  Ctrl-C stops everything; what you created is kept.`);
    return;
  }
  console.log(`
  Portal      ${bold(url)}        you are signed in as guest
  kubeconfig  ${cluster ?? `${shown}        export KUBECONFIG=${exported}`}
  Try         Create > Create a service    or: kubectl get components -A
  Ctrl-C stops everything; what you created is kept. ${startCommand} --reset starts with an empty platform.`);
}

/**
 * Starts the platform with the options of the command line.
 *
 * @param {(options: { verbose: boolean, hasPortal: boolean }) => Promise<{ node: string, env: NodeJS.ProcessEnv }>} prepare
 *   makes everything ready that is started
 */
export function startPlatform(prepare) {
  const options = readOptions();
  runProcessGroup(group => start(group, options, prepare), options);
}

async function start(group, options, prepare) {
  const started = Date.now();
  const port = Number(options.port);
  const cluster = options.kubeconfig && resolve(options.kubeconfig);
  const hasPortal = !options['no-portal'];
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new StepFailure(`--port ${options.port} is not a valid port`, {
      remedy: 'A port is a number between 1 and 65535.',
    });
  if (!['all', 'promotion'].includes(options.controllers))
    throw new StepFailure(`--controllers ${options.controllers} is not valid`, {
      remedy: 'Use all or promotion.',
    });
  console.log(`\n${bold(`Promenade ${version}`)}`);
  prepareFolders();
  lockHome();
  await endOrphanedProcesses();
  if (hasPortal) await requireFreePort(port);
  if (options.reset)
    for (const path of [kubernetesData, backstageData, samplesLoaded])
      rmSync(path, { recursive: true, force: true });
  prepareFolders();
  const services = {
    ...(await prepare({ verbose: options.verbose, hasPortal })),
    group,
    kubeconfigFile: cluster ?? kubeconfig,
    context: options.context,
    controllers: options.controllers,
  };

  await runStep('Kubernetes API', async () => {
    if (cluster) return { detail: `${cluster}` };
    return { detail: await startKubernetes(services) };
  });
  await runStep('Control plane', async setStatus => {
    const loading = cluster
      ? undefined
      : loadSamples(services).then(
          loaded => loaded && setStatus('reconciling the samples'),
        );
    await Promise.all([startControlPlane(services), loading]);
    return { detail: 'reconciling' };
  });
  const url = await runStep('Ready in', async setStatus => {
    if (hasPortal) setStatus('starting the portal');
    const value = hasPortal
      ? await startBackend({ ...services, port })
      : undefined;
    return { detail: `${Math.round((Date.now() - started) / 1000)} s`, value };
  });
  printSummary(url, cluster);
}
