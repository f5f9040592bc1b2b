// An npm registry on loopback that has the given packages and no others.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const host = '127.0.0.1';

const digest = (content, algorithm, encoding) =>
  createHash(algorithm).update(content).digest(encoding);

/** The document that a client reads before it installs a package. */
function documentOf(manifest, content, url) {
  const { name, version } = manifest;
  const dist = {
    tarball: url,
    shasum: digest(content, 'sha1', 'hex'),
    integrity: `sha512-${digest(content, 'sha512', 'base64')}`,
  };
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { ...manifest, dist } },
    time: { [version]: new Date().toISOString() },
  };
}

/**
 * Starts the registry.
 *
 * @param {{ manifest: object, tarball: string }[]} packages
 * @param {number} port
 * @returns {Promise<{ url: string, close: () => Promise<void> }>}
 */
export async function startRegistry(packages, port) {
  const url = `http://${host}:${port}`;
  const responses = new Map();
  for (const { manifest, tarball } of packages) {
    const content = readFileSync(tarball);
    // Clients cache a tarball by its URL. Another build of the same version is another tarball.
    const path = `/${manifest.name}/-/${digest(content, 'sha1', 'hex')}.tgz`;
    responses.set(path, content);
    responses.set(
      `/${manifest.name}`,
      JSON.stringify(documentOf(manifest, content, `${url}${path}`)),
    );
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, url);
    const body = responses.get(decodeURIComponent(pathname));
    if (!body) {
      response.writeHead(404).end('{"error":"not found"}');
      return;
    }
    const type = pathname.endsWith('.tgz') ? 'octet-stream' : 'json';
    response.writeHead(200, { 'content-type': `application/${type}` });
    response.end(body);
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    url,
    close: () =>
      new Promise(resolve => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
