// The benchmark `failover`: two control planes on one API, of which the leader is killed.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiUnavailableError, apiServers } from '../lib/api-servers.mjs';
import { startControlPlane } from '../lib/control-plane.mjs';
import { formatNumber, formatTable } from '../lib/format.mjs';
import { loadPackage } from '../lib/load-package.mjs';
import {
  createPlatform,
  declarationsOf,
  isTrue,
  organization,
  typeOf,
} from '../throughput/platform.mjs';

const lease = { namespace: 'default', name: 'promenade-control-plane' };

/** Interval between reads of the API, in milliseconds. */
const pollMs = 50;

/** Number of components that are deployed while the leader is killed, unless fewer are asked for. */
const maxComponents = 30;

/** Time limit for all components of a round, in milliseconds. */
const timeLimitMs = 120_000;

/** Measures each API in turn. Skips an API that cannot be started on this machine. */
export async function failover({ apis, components, rounds, print }) {
  const results = {};
  for (const api of apis) {
    try {
      const server = await apiServers[api]();
      try {
        results[api] = await measureRounds(
          server,
          Math.min(components, maxComponents),
          rounds,
        );
      } finally {
        await server.stop();
      }
      print(report(api, results[api]));
    } catch (error) {
      if (!(error instanceof ApiUnavailableError)) throw error;
      results[api] = { skipped: error.message };
      print(error.message);
    }
  }
  return results;
}

async function measureRounds({ kubeconfig }, components, rounds) {
  const { KubeClient } = loadPackage('@promenade/kube-client');
  const client = KubeClient.fromKubeconfig(kubeconfig, { qps: 0 });
  let leader = await startControlPlane(kubeconfig);
  let standby;
  try {
    await createPlatform(client);
    const results = [];
    for (let round = 0; round < rounds; round += 1) {
      standby = await startControlPlane(kubeconfig);
      const names = Array.from(
        { length: components },
        (_, n) => `service-${round}-${n}`,
      );
      results.push(await measure(client, leader, names));
      leader = standby;
      standby = undefined;
    }
    return results;
  } finally {
    await standby?.stop();
    await leader.stop();
    await client.close();
  }
}

/** Kills the leader when it has created the first Release of new components. */
async function measure(client, leader, names) {
  const releases = await typeOf(client, 'Release');
  const former = await holderOf(client);
  for (const object of names.flatMap(declarationsOf))
    await client.create(await typeOf(client, object.kind), object);
  const isStarted = async () => {
    const { items } = await client.list(releases, { namespace: organization });
    return items.some(({ metadata }) => names.includes(metadata.name));
  };
  await until(isStarted);
  const readyBefore = await countReady(client, names);
  await leader.kill();
  const killed = performance.now();
  const seconds = () => (performance.now() - killed) / 1000;
  await until(async () => (await holderOf(client)) !== former);
  const leaseSeconds = seconds();
  let ready = 0;
  const areAllReady = async () => {
    ready = await countReady(client, names);
    return ready === names.length;
  };
  const isComplete = await until(areAllReady);
  return {
    components: names.length,
    readyBefore,
    leaseSeconds,
    readySeconds: isComplete ? seconds() : undefined,
    lost: names.length - ready,
  };
}

async function holderOf(client) {
  const type = await client.resourceFor('coordination.k8s.io/v1', 'Lease');
  return (await client.find(type, lease))?.spec?.holderIdentity;
}

async function countReady(client, names) {
  const { items } = await client.list(await typeOf(client, 'Component'), {
    namespace: organization,
  });
  return items.filter(
    item => names.includes(item.metadata.name) && isTrue(item, 'Ready'),
  ).length;
}

/** Waits for a condition. Returns whether it was met before the time limit. */
async function until(isMet) {
  const end = performance.now() + timeLimitMs;
  while (performance.now() < end) {
    if (await isMet()) return true;
    await sleep(pollMs);
  }
  return false;
}

function report(api, results) {
  const time = value =>
    value === undefined ? 'never' : `${formatNumber(value)} s`;
  return [
    `Fail-over on the ${api} API: the leader is killed while it deploys components`,
    formatTable([
      ['', 'components', 'ready before', 'lease taken', 'all ready', 'lost'],
      ...results.map((each, index) => [
        `round ${index + 1}`,
        each.components,
        each.readyBefore,
        time(each.leaseSeconds),
        time(each.readySeconds),
        each.lost,
      ]),
    ]),
  ].join('\n');
}
