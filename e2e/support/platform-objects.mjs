/** The objects of OpenChoreo, read with kubectl. */

const groups = ['openchoreo.dev', 'delivery.openchoreo.dev'];

/**
 * The resource version of every object of OpenChoreo, by resource, namespace and name.
 *
 * @param {import('./promenade.mjs').Promenade} promenade
 * @returns {Promise<Record<string, string>>}
 */
export async function resourceVersions(promenade) {
  const resources = (
    await Promise.all(
      groups.map(group =>
        promenade.kubectl('api-resources', `--api-group=${group}`, '-o=name'),
      ),
    )
  )
    .join('\n')
    .split('\n');
  const list = await promenade.kubectl(
    'get',
    resources.join(','),
    '-A',
    '-o=json',
  );
  return Object.fromEntries(
    JSON.parse(list).items.map(({ kind, metadata }) => [
      `${kind} ${metadata.namespace ?? ''}/${metadata.name}`,
      metadata.resourceVersion,
    ]),
  );
}
