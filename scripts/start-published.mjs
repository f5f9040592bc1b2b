// Started by `promenade dev`: starts the portal, the control plane and a Kubernetes API from the published packages.
import { join } from 'node:path';
import { home } from './lib/project.mjs';
import { startPlatform } from './lib/start-platform.mjs';

startPlatform(async () => ({
  node: process.execPath,
  env: { ...process.env, NODE_COMPILE_CACHE: join(home, 'compile-cache') },
}));
