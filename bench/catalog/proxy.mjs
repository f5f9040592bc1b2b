// Stands between a backend and a Kubernetes API: counts requests, and makes lists of a resource fail.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Agent, request } from 'node:https';
import { parse, stringify } from 'yaml';

/**
 * @typedef {object} Proxy
 * @property {string} server URL
 * @property {string} kubeconfig path of a kubeconfig for the proxy
 * @property {() => Record<string, number>} takeCounts requests by verb and resource since the last call
 * @property {(resource?: string) => void} failLists makes lists and watches of a resource fail and ends its watches, or of none
 * @property {() => void} stop
 */

/**
 * Starts a proxy on a free port of the loopback address.
 *
 * @param {string} kubeconfig of the API
 * @returns {Promise<Proxy>}
 */
export async function startProxy(kubeconfig) {
  const { server: target, agent, headers } = readAccess(kubeconfig);
  let counts = {};
  let failing;
  const watches = new Set();
  const proxy = createServer((incoming, outgoing) => {
    const { verb, resource } = operationOf(incoming.url);
    const operation = resource ? `${verb} ${resource}` : 'discovery';
    counts[operation] = (counts[operation] ?? 0) + 1;
    if (resource && resource === failing && verb !== 'get') {
      outgoing.writeHead(500, { 'Content-Type': 'application/json' });
      outgoing.end(
        JSON.stringify({
          kind: 'Status',
          status: 'Failure',
          reason: 'InternalError',
          code: 500,
        }),
      );
      return;
    }
    const { host: _, authorization: __, ...rest } = incoming.headers;
    const forwarded = request(
      new URL(incoming.url, target),
      { agent, method: incoming.method, headers: { ...rest, ...headers } },
      response => {
        outgoing.writeHead(response.statusCode, response.headers);
        outgoing.flushHeaders();
        response.on('error', () => outgoing.destroy());
        response.pipe(outgoing);
      },
    );
    if (verb === 'watch') {
      const watch = { resource, outgoing };
      watches.add(watch);
      outgoing.once('close', () => watches.delete(watch));
    }
    forwarded.on('error', () => outgoing.destroy());
    outgoing.once('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const server = `http://127.0.0.1:${proxy.address().port}`;
  const path = `${kubeconfig}-proxy`;
  writeFileSync(path, stringify(kubeconfigOf(server)));
  return {
    server,
    kubeconfig: path,
    takeCounts() {
      const taken = counts;
      counts = {};
      return taken;
    },
    failLists(resource) {
      failing = resource;
      for (const watch of watches)
        if (watch.resource === resource) watch.outgoing.destroy();
    },
    stop() {
      proxy.close();
      proxy.closeAllConnections();
      agent.destroy();
    },
  };
}

/** The verb and the resource of a request, or no resource for discovery. */
function operationOf(url) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, resource, name] =
    /^\/apis\/[^/]+\/[^/]+\/(?:namespaces\/[^/]+\/)?([^/]+)(?:\/([^/]+))?$/.exec(
      pathname,
    ) ?? [];
  if (name) return { verb: 'get', resource };
  return { verb: searchParams.get('watch') ? 'watch' : 'list', resource };
}

function readAccess(kubeconfig) {
  const { clusters, users } = parse(readFileSync(kubeconfig, 'utf8'));
  const [{ cluster }] = clusters;
  const [{ user }] = users;
  return {
    server: cluster.server,
    agent: new Agent({
      keepAlive: true,
      ca: Buffer.from(cluster['certificate-authority-data'], 'base64'),
    }),
    headers: { authorization: `Bearer ${user.token}` },
  };
}

/** The kubeconfig of an API without authentication. */
export const kubeconfigOf = server => ({
  apiVersion: 'v1',
  kind: 'Config',
  clusters: [{ name: 'proxy', cluster: { server } }],
  users: [{ name: 'bench', user: {} }],
  contexts: [{ name: 'proxy', context: { cluster: 'proxy', user: 'bench' } }],
  'current-context': 'proxy',
});
