// npm run install-check: follows docs/install.md and docs/uninstall.md on newly generated apps, and checks what they become.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentProblemOf } from './install-check/EnvironmentProblem.mjs';
import { blocksOf, readGuide } from './install-check/guide.mjs';
import { Host, docs } from './install-check/Host.mjs';
import { CloneCommand, startPostgres } from './install-check/platform.mjs';
import { stopEverything } from './install-check/running.mjs';
import { columnSection, createScenarios } from './install-check/scenarios.mjs';
import { parseArguments } from './lib/arguments.mjs';
import { endOrphanedProcesses, lockHome } from './lib/processes.mjs';
import { home, logs, prepareFolders } from './lib/project.mjs';
import { run } from './lib/run.mjs';
import { muteSteps, reportFailure, runStep } from './lib/terminal.mjs';
import { ensureToolchain } from './lib/toolchain.mjs';

const usage = `npm run install-check -- [options]

  --all               check every host, not only current and newest
  --host NAME         check only this host: locked, current, newest, 1.54, 1.53, legacy or
                      hybrid
  --keep              do not delete the generated apps
  --verbose           show the output of every step`;

const options = parseArguments(usage, {
  all: { type: 'boolean', default: false },
  host: { type: 'string' },
  keep: { type: 'boolean', default: false },
});

/** create-app 0.9.2 makes an app of Backstage 1.55, 0.9.1 of 1.54, 0.9.0 of 1.53. */
const hosts = [
  // What CI checks: the same versions each time, and only what is quick.
  {
    name: 'locked',
    createApp: '0.9.2',
    extraSections: [columnSection],
    isLocked: true,
    scenario: 'short',
  },
  {
    name: 'current',
    createApp: '0.9.2',
    extraSections: [columnSection],
    isDefault: true,
    scenario: 'full',
  },
  {
    name: 'newest',
    createApp: '0.9.2',
    isDefault: true,
    isNewest: true,
    scenario: 'brief',
  },
  {
    name: '1.54',
    createApp: '0.9.1',
    scenario: 'withPages',
  },
  {
    name: '1.53',
    createApp: '0.9.0',
    scenario: 'withPages',
  },
  {
    name: 'legacy',
    createApp: '0.9.2',
    frontend: 'old',
    scenario: 'withPages',
  },
  {
    name: 'hybrid',
    createApp: '0.9.2',
    frontend: 'hybrid',
    scenario: 'withPages',
  },
];

const chosen = hosts.filter(({ name, isDefault }) =>
  options.host
    ? name === options.host
    : isDefault || (options.all && name !== 'locked'),
);

const folder = join(home, 'install-check');
/** PROMENADE_HOME of the control plane. */
const platformHome = join(folder, 'platform');
const readyTimeoutMs = 600_000;
/** Set by a signal. The checks that run then have not failed. */
let isInterrupted = false;
const counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0 };

/** Writes the counts for scripts/verify.mjs, which may end this command before its end. */
function writeCounts() {
  const results = process.env.PROMENADE_TEST_RESULTS;
  if (results) writeFileSync(results, JSON.stringify(counts));
}

/**
 * Returns a function that runs a check and returns whether it passed. A check that fails is reported and does not end the
 * others. It is skipped if the packages have no part in the failure: the environment has a problem, or nothing is installed yet
 * (`isBefore`).
 */
const checkOf =
  hostName =>
  async (title, work, { isBefore = false } = {}) => {
    const started = Date.now();
    try {
      return await runStep(hostName, async setStatus => {
        setStatus(title);
        try {
          await work();
        } catch (error) {
          const cause = isBefore ? error : environmentProblemOf(error);
          if (!cause)
            throw new Error(`${title}: ${error.message}`, { cause: error });
          counts.numPendingTests += 1;
          return {
            detail: `${title}, and what follows: ${cause.message}`,
            isSkipped: true,
            value: false,
          };
        }
        counts.numPassedTests += 1;
        return {
          detail: `${title} (${Math.round((Date.now() - started) / 1000)} s)`,
          value: true,
        };
      });
    } catch (error) {
      if (isInterrupted) return false;
      counts.numFailedTests += 1;
      if (options.verbose) console.error(error.stack);
      return false;
    } finally {
      writeCounts();
    }
  };

async function checkHost({ name, scenario, ...app }, context) {
  const check = checkOf(name);
  const host = new Host({
    folder: join(folder, name, 'app'),
    log: join(logs, `install-${name}.log`),
    tools: context.tools,
    ...app,
  });
  try {
    const isBefore = true;
    if (await check('generate the app', () => host.generate(), { isBefore }))
      await createScenarios({ ...context, host, check })[scenario]();
  } finally {
    if (!options.keep)
      rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Runs this command with the Node of the clone, because the one that runs it is not supported. */
async function runWith({ node, env }) {
  const args = [...process.execArgv, ...process.argv.slice(1)];
  const { code } = await run(node, args, { env });
  return code;
}

async function main() {
  if (chosen.length === 0) throw new Error(`There is no host ${options.host}`);
  prepareFolders();
  const tools = await ensureToolchain(options);
  if (tools.node !== process.execPath) return runWith(tools);
  lockHome();
  await endOrphanedProcesses();
  await endOrphanedProcesses(platformHome);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const guides = {
    install: readGuide(join(docs, 'install.md')),
    legacy: readGuide(join(docs, 'install-legacy.md')),
    uninstall: readGuide(join(docs, 'uninstall.md')),
  };
  const inClone = section =>
    blocksOf(guides.install, section).find(({ target }) =>
      target.startsWith('In the clone'),
    );
  const start = (section, env) => new CloneCommand(inClone(section), env);
  const postgres = await startPostgres();
  if (!postgres)
    console.log(
      '  skipped: PostgreSQL, replicas and rollback need PostgreSQL, which is not installed',
    );
  const hasBrowser = existsSync(process.env.CHROMIUM ?? '/usr/bin/chromium');
  if (!hasBrowser)
    console.log('  skipped: pages need Chromium, which is not installed');
  try {
    await runStep('Registry', async () => {
      const registry = start('1. Get the packages', tools.env);
      await registry.waitFor(/Registry .*http/, readyTimeoutMs);
      return { detail: registry.command };
    });
    const kubeconfig = await runStep('Control plane', async () => {
      const platform = start('2. Start a control plane', {
        ...tools.env,
        PROMENADE_HOME: platformHome,
      });
      const [, value] = await platform.waitFor(
        /kubeconfig {2}(\S+)\n/,
        readyTimeoutMs,
      );
      return { detail: platform.command, value };
    });
    writeCounts();
    for (const host of chosen)
      await checkHost(host, {
        tools,
        guides,
        kubeconfig,
        postgres,
        hasBrowser,
      });
  } finally {
    await stopEverything();
    if (!options.keep) rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `\n  ${counts.numPassedTests} passed, ${counts.numFailedTests} failed, ${counts.numPendingTests} skipped`,
  );
  return counts.numFailedTests === 0 ? 0 : 1;
}

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    isInterrupted = true;
    muteSteps();
    await stopEverything();
    process.exit(1);
  });

process.exitCode = await main().catch(error => reportFailure(error, options));
