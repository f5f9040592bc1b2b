// A Kubernetes API that serves fixed objects: discovery, lists, and watches without events.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { loadPackage } from './load-package.mjs';

const { kinds } = loadPackage('@promenade/openchoreo-model');

const listPath = ({ apiVersion, plural }) => `/apis/${apiVersion}/${plural}`;

const discovery = () => {
  const versions = new Map();
  for (const kind of kinds) {
    const resources = versions.get(kind.apiVersion) ?? [];
    resources.push({
      name: kind.plural,
      kind: kind.kind,
      namespaced: kind.scope === 'Namespaced',
      verbs: ['get', 'list', 'watch'],
    });
    versions.set(kind.apiVersion, resources);
  }
  const groups = [...versions.keys()].map(groupVersion => {
    const [name, version] = groupVersion.split('/');
    const preferredVersion = { groupVersion, version };
    return { name, versions: [preferredVersion], preferredVersion };
  });
  return {
    '/version': { major: '1', minor: '30', gitVersion: 'v1.30.0' },
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/api/v1': { kind: 'APIResourceList', groupVersion: 'v1', resources: [] },
    '/apis': { kind: 'APIGroupList', groups },
    ...Object.fromEntries(
      [...versions].map(([groupVersion, resources]) => [
        `/apis/${groupVersion}`,
        { kind: 'APIResourceList', groupVersion, resources },
      ]),
    ),
  };
};

const lists = objects =>
  Object.fromEntries(
    kinds.map(kind => [
      listPath(kind),
      {
        apiVersion: kind.apiVersion,
        kind: `${kind.kind}List`,
        metadata: { resourceVersion: '1' },
        items: objects.filter(object => object.kind === kind.kind),
      },
    ]),
  );

/**
 * Starts the API on a free port of the loopback address.
 *
 * @returns {Promise<{ server: string, takeCount: () => number, stop: () => void }>} `takeCount` is the number of requests since its last call
 */
export async function startReadOnlyApi(objects) {
  const answers = { ...discovery(), ...lists(objects) };
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    const { pathname, searchParams } = new URL(request.url, 'http://localhost');
    response.setHeader('Content-Type', 'application/json');
    if (searchParams.get('watch')) {
      response.flushHeaders();
      return;
    }
    const answer = answers[pathname];
    response.statusCode = answer ? 200 : 404;
    response.end(
      JSON.stringify(
        answer ?? { kind: 'Status', status: 'Failure', reason: 'NotFound' },
      ),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    server: `http://127.0.0.1:${server.address().port}`,
    takeCount() {
      const taken = count;
      count = 0;
      return taken;
    },
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}
