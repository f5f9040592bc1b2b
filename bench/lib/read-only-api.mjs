// A Kubernetes API that serves fixed objects: discovery, lists, and watches without events.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { loadPackage } from './load-package.mjs';

const model = loadPackage('@promenade/openchoreo-model');

/** The path of a group version. The core group has another one than all others. */
const pathOf = apiVersion =>
  apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;

const listPath = ({ apiVersion, plural }) => `${pathOf(apiVersion)}/${plural}`;

const discovery = kinds => {
  const versions = new Map([['v1', []]]);
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
  const groups = [...versions.keys()]
    .filter(groupVersion => groupVersion !== 'v1')
    .map(groupVersion => {
      const [name, version] = groupVersion.split('/');
      const preferredVersion = { groupVersion, version };
      return { name, versions: [preferredVersion], preferredVersion };
    });
  return {
    '/version': { major: '1', minor: '30', gitVersion: 'v1.30.0' },
    '/api': { kind: 'APIVersions', versions: ['v1'] },
    '/apis': { kind: 'APIGroupList', groups },
    ...Object.fromEntries(
      [...versions].map(([groupVersion, resources]) => [
        pathOf(groupVersion),
        { kind: 'APIResourceList', groupVersion, resources },
      ]),
    ),
  };
};

const lists = (kinds, objects) =>
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

/** Serialized, so that the garbage collector has nothing to do with the objects while requests are measured. */
const serialize = answer => Buffer.from(JSON.stringify(answer));

const notFound = serialize({
  kind: 'Status',
  status: 'Failure',
  reason: 'NotFound',
});

/**
 * Starts the API on a free port of the loopback address.
 *
 * @param {object[]} objects
 * @param {{ apiVersion: string, kind: string, plural: string, scope: string }[]} [kinds] what it serves: those of the model by default
 * @returns {Promise<{ server: string, takeCount: () => number, stop: () => void }>} `takeCount` is the number of requests since its last call
 */
export async function startReadOnlyApi(objects, kinds = model.kinds) {
  const answers = Object.fromEntries(
    Object.entries({ ...discovery(kinds), ...lists(kinds, objects) }).map(
      ([path, answer]) => [path, serialize(answer)],
    ),
  );
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
    response.end(answer ?? notFound);
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
