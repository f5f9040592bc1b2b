// npm run dev: starts everything with hot reload of the portal and the backend.
import { join } from 'node:path';
import { parseArguments } from './lib/arguments.mjs';
import { runProcessGroup } from './lib/run-process-group.mjs';
import { bold, runStep } from './lib/terminal.mjs';
import { ensureToolchain, resolveInstalled } from './lib/toolchain.mjs';
import { requireFreePort } from './lib/ports.mjs';
import { lockHome, endOrphanedProcesses } from './lib/processes.mjs';
import {
  backstageData,
  kubeconfig,
  prepareFolders,
  root,
} from './lib/project.mjs';
import {
  loadSamples,
  startControlPlane,
  startKubernetes,
} from './lib/services.mjs';

const usage = `npm run dev

  The portal on http://localhost:3000 and the backend on port 7007. Both reload when a source changes.
  --verbose           show the output of every step`;

const options = parseArguments(usage, {});

async function main(group) {
  prepareFolders();
  lockHome();
  await endOrphanedProcesses();
  for (const port of [3000, 7007]) await requireFreePort(port);
  const { node, env } = await ensureToolchain(options);
  const services = { group, node, env, kubeconfigFile: kubeconfig };
  await runStep('Kubernetes API', async () => ({
    detail: await startKubernetes(services),
  }));
  await runStep('Control plane', async () => {
    await Promise.all([startControlPlane(services), loadSamples(services)]);
    return { detail: 'reconciling' };
  });
  console.log(`\n  The portal starts on ${bold('http://localhost:3000')}\n`);
  group.start(
    'dev',
    node,
    [
      resolveInstalled('@backstage/cli/bin/backstage-cli'),
      'repo',
      'start',
      '--config',
      join(root, 'app-config.yaml'),
      '--config',
      join(root, 'app-config.dev.yaml'),
    ],
    {
      cwd: root,
      inherit: true,
      env: {
        ...env,
        PROMENADE_BASE_URL: 'http://localhost:7007',
        PROMENADE_PORT: '7007',
        PROMENADE_DATA: backstageData,
        PROMENADE_KUBECONFIG: kubeconfig,
      },
    },
  );
}

runProcessGroup(main, options);
