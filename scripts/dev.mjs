// npm run dev: the same parts as npm start, with hot reload of the portal and the backend, for contributors.
import { join } from 'node:path';
import { argumentsOf } from './lib/arguments.mjs';
import { keepTogether } from './lib/keep-together.mjs';
import { bold, step } from './lib/terminal.mjs';
import { ensureToolchain, installed } from './lib/toolchain.mjs';
import { ensureFree } from './lib/ports.mjs';
import { claimHome, endLeftovers } from './lib/processes.mjs';
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
} from './lib/stack.mjs';

const usage = `npm run dev

  The portal on http://localhost:3000 and the backend on port 7007, both reloaded when a source changes.
  --verbose           show the output of every step`;

const options = argumentsOf(usage, {});

async function main(group) {
  prepareFolders();
  claimHome();
  await endLeftovers();
  for (const port of [3000, 7007]) await ensureFree(port);
  const { node, env } = await ensureToolchain(options);
  const stack = { group, node, env, kubeconfigFile: kubeconfig };
  await step('Kubernetes API', async () => ({
    detail: await startKubernetes(stack),
  }));
  await step('Control plane', async () => {
    await Promise.all([startControlPlane(stack), loadSamples(stack)]);
    return { detail: 'reconciling' };
  });
  console.log(`\n  The portal comes up on ${bold('http://localhost:3000')}\n`);
  group.start(
    'dev',
    node,
    [
      installed('@backstage/cli/bin/backstage-cli'),
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
        PROMENADE_TEMPLATES: join(root, 'templates'),
        PROMENADE_KUBECONFIG: kubeconfig,
      },
    },
  );
}

keepTogether(main, options);
