// A model of how other providers read a platform: a list for each kind and page, and one request for each component.
import { organization } from './platform.mjs';

const api = '/apis/openchoreo.dev/v1alpha1';
const pageSize = 100;

const kinds = {
  Resource: [
    'environments',
    'dataplanes',
    'buildplanes',
    'deploymentpipelines',
    'serviceclasses',
    'apiclasses',
  ],
  System: ['projects'],
  Component: ['components'],
};

/**
 * Reads everything. A list that fails is skipped, as if there was nothing.
 *
 * @param {string} server URL of the API
 * @returns {Promise<(entity: object) => boolean>} whether the resource of an entity was read
 */
export async function readAsPeers(server) {
  const names = async resource =>
    (await listOrNothing(server, resource)).map(
      ({ metadata }) => metadata.name,
    );
  const read = new Set();
  for (const [kind, resources] of Object.entries(kinds))
    for (const resource of resources)
      for (const name of await names(resource)) read.add(`${kind} ${name}`);
  for (const key of [...read].filter(each => each.startsWith('Component '))) {
    const name = key.slice('Component '.length);
    await get(
      server,
      `${api}/namespaces/${organization}/workloads/${name}`,
    ).catch(() => undefined);
  }
  return ({ kind, metadata }) => {
    if (kind === 'Domain') return true;
    if (kind === 'API')
      return read.has(
        `Component ${metadata.annotations['openchoreo.dev/component']}`,
      );
    return read.has(`${kind} ${resourceName(kind, metadata)}`);
  };
}

/** Resources of the platform are named after their type and name. */
function resourceName(kind, { name, annotations }) {
  if (kind !== 'Resource') return name;
  const [, value] =
    Object.entries(annotations).find(([key]) =>
      /^openchoreo\.dev\/(environment|data-plane|build-plane|deployment-pipeline)$/.test(
        key,
      ),
    ) ?? [];
  return value ?? name;
}

async function listOrNothing(server, resource) {
  const items = [];
  try {
    let next = '';
    do {
      const page = await get(
        server,
        `${api}/namespaces/${organization}/${resource}?limit=${pageSize}&continue=${next}`,
      );
      items.push(...page.items);
      next = page.metadata.continue ?? '';
    } while (next);
  } catch {
    return [];
  }
  return items;
}

async function get(server, path) {
  const response = await fetch(`${server}${path}`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}
