// Runs `npx @promenade/cli dev` outside the checkout, with the packed packages.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { startRegistry } from './npm-registry.mjs';
import { findFreePort } from './ports.mjs';
import { ProcessGroup, waitForOk } from './processes.mjs';
import { home, logs } from './project.mjs';
import { run } from './run.mjs';
import { StepFailure } from './terminal.mjs';

/** How long the installation of the portal and its start may take. */
const readySeconds = 1_200;

/**
 * Starts everything with one command in an empty folder, and lists the components of the samples with the command line.
 *
 * @param {import('./packages.mjs').PackedPackage[]} packages
 * @param {{ folder: string, env: NodeJS.ProcessEnv, setStatus: (text: string) => void }} options
 * @throws StepFailure with the log
 */
export async function checkDev(packages, { folder, env, setStatus }) {
  const cache = join(home, 'npx-cache');
  // What is left of the packages of an earlier check.
  rmSync(join(cache, '_npx'), { recursive: true, force: true });
  const cwd = join(folder, 'dev');
  mkdirSync(cwd);
  const registry = await startRegistry(packages, await findFreePort());
  const port = await findFreePort();
  const portal = `http://localhost:${port}`;
  const environment = {
    ...env,
    npm_config_cache: cache,
    npm_config_prefer_online: 'true',
    npm_config_userconfig: writeUserConfig(folder, registry.url),
    PROMENADE_HOME: join(folder, 'dev-home'),
  };
  const npx = ['--yes', '@promenade/cli'];
  const group = new ProcessGroup(() => {});
  try {
    setStatus('installing the portal from the tarballs');
    const started = group.start(
      'promenade-dev',
      'npx',
      [...npx, 'dev', '--port', String(port)],
      { cwd, env: environment },
    );
    await waitForOk(`${portal}/.backstage/health/v1/readiness`, {
      started,
      seconds: readySeconds,
      what: 'promenade dev',
    });
    setStatus('reading the portal');
    await checkPage(portal, started.log);
    const log = join(logs, 'promenade-list.log');
    const { output } = await run(
      'npx',
      [...npx, 'list', 'components', 'tram', '-o', 'name'],
      {
        cwd,
        env: {
          ...environment,
          PROMENADE_PORTAL: portal,
          PROMENADE_TOKEN: await signIn(portal),
        },
        log,
      },
    );
    if (!output.includes('departures-board'))
      throw new StepFailure(`the portal has no samples\n${output}`, { log });
    return { detail: 'the portal has the samples' };
  } finally {
    await group.stop();
    await registry.close();
  }
}

/** The configuration of the user, with the registry of the packages. The shell of npx drops variables with the name of a scope. */
function writeUserConfig(folder, registry) {
  const own = join(homedir(), '.npmrc');
  const config = join(folder, 'npmrc');
  writeFileSync(
    config,
    `${
      existsSync(own) ? readFileSync(own, 'utf8') : ''
    }\n@promenade:registry=${registry}\n`,
    { mode: 0o600 },
  );
  return config;
}

async function checkPage(portal, log) {
  const page = await fetch(portal);
  const text = await page.text();
  if (!page.ok || !text.includes('<title>Promenade'))
    throw new StepFailure(`${portal} is not the portal\n${text}`, { log });
}

/** The token of the guest. */
async function signIn(portal) {
  const response = await fetch(`${portal}/api/auth/guest/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await response.json();
  return backstageIdentity.token;
}
