// npm start: starts the portal, the control plane and a Kubernetes API from a checkout.
import { buildPortal } from './lib/portal.mjs';
import { startPlatform } from './lib/start-platform.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

startPlatform(async ({ verbose, hasPortal }) => {
  const { node, env } = await ensureToolchain({ verbose });
  if (hasPortal) await buildPortal({ node, env, verbose });
  return { node, env };
});
