import { Clock } from '../clock/Clock';
import { apiVersionOf, ResourceType } from '../objects/ResourceType';
import { Transport } from './Transport';
import { z } from 'zod';
import { ApiError } from './ApiError';

const lifetimeMs = 10 * 60_000;
/** Cache lifetime for a type that is not found: its CRD may just have been installed. */
const notFoundLifetimeMs = 2_000;

/** Caches the types that the server serves. */
export class DiscoveryCache {
  #cached?: { at: number; resources: Promise<DiscoveredResource[]> };

  constructor(
    private readonly transport: Transport,
    private readonly clock: Clock,
  ) {}

  resources(): Promise<DiscoveredResource[]> {
    return this.#youngerThan(lifetimeMs);
  }

  async find(
    apiVersion: string,
    kind: string,
  ): Promise<DiscoveredResource | undefined> {
    const matches = (each: DiscoveredResource) =>
      each.kind === kind && apiVersionOf(each) === apiVersion;
    return (
      (await this.resources()).find(matches) ??
      (await this.#youngerThan(notFoundLifetimeMs)).find(matches)
    );
  }

  #youngerThan(ms: number): Promise<DiscoveredResource[]> {
    const now = this.clock.monotonic();
    if (!this.#cached || now - this.#cached.at > ms) {
      const asked = { at: now, resources: discover(this.transport) };
      this.#cached = asked;
      asked.resources.catch(() => {
        if (this.#cached === asked) {
          this.#cached = undefined;
        }
      });
    }
    return this.#cached.resources;
  }
}

/**
 * A type that the server serves.
 *
 * @public
 */
export interface DiscoveredResource extends ResourceType {
  verbs: string[];
  /** For example `status` and `scale`. */
  subresources: string[];
  /** Whether this is the preferred version of the group. */
  preferred: boolean;
}

const aggregated = z.object({
  items: z.array(
    z.object({
      metadata: z
        .object({ name: z.string().default('') })
        .default({ name: '' }),
      versions: z.array(
        z.object({
          version: z.string(),
          resources: z
            .array(
              z.object({
                resource: z.string(),
                responseKind: z.object({ kind: z.string() }),
                scope: z.enum(['Namespaced', 'Cluster']),
                verbs: z.array(z.string()).default([]),
                subresources: z
                  .array(z.object({ subresource: z.string() }))
                  .default([]),
              }),
            )
            .default([]),
        }),
      ),
    }),
  ),
});

const groupList = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      versions: z.array(
        z.object({ groupVersion: z.string(), version: z.string() }),
      ),
    }),
  ),
});

const resourceList = z.object({
  resources: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      namespaced: z.boolean(),
      verbs: z.array(z.string()).default([]),
    }),
  ),
});

const aggregatedType =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,' +
  'application/json;g=apidiscovery.k8s.io;v=v2beta1;as=APIGroupDiscoveryList,' +
  'application/json';

/**
 * Returns all types that the server serves, with two requests, or with one for each group version if the server does not support
 * aggregated discovery.
 */
async function discover(transport: Transport): Promise<DiscoveredResource[]> {
  const discovered: DiscoveredResource[] = [];
  for (const root of ['/api', '/apis']) {
    const body = await transport.send({
      method: 'GET',
      path: root,
      accept: aggregatedType,
    });
    const whole = aggregated.safeParse(body);
    discovered.push(
      ...(whole.success
        ? fromAggregated(whole.data)
        : await discoverGroups(transport, root, body)),
    );
  }
  return discovered;
}

function fromAggregated(
  list: z.infer<typeof aggregated>,
): DiscoveredResource[] {
  return list.items.flatMap(({ metadata, versions }) =>
    versions.flatMap(({ version, resources }, index) =>
      resources.map(each => ({
        group: metadata.name,
        version,
        kind: each.responseKind.kind,
        plural: each.resource,
        scope: each.scope,
        verbs: each.verbs,
        subresources: each.subresources.map(({ subresource }) => subresource),
        preferred: index === 0,
      })),
    ),
  );
}

async function discoverGroups(
  transport: Transport,
  root: string,
  body: unknown,
): Promise<DiscoveredResource[]> {
  const groups =
    root === '/api'
      ? [{ name: '', versions: [{ groupVersion: 'v1', version: 'v1' }] }]
      : groupList.parse(body).groups;
  const discovered: DiscoveredResource[] = [];
  for (const group of groups) {
    for (const [index, { groupVersion, version }] of group.versions.entries()) {
      const resources = await discoverResources(
        transport,
        `${root}/${groupVersion}`,
      );
      discovered.push(
        ...resources
          .filter(({ name }) => !name.includes('/'))
          .map(({ name, kind, namespaced, verbs }) => ({
            group: group.name,
            version,
            kind,
            plural: name,
            scope: namespaced ? ('Namespaced' as const) : ('Cluster' as const),
            verbs,
            subresources: resources
              .filter(sub => sub.name.startsWith(`${name}/`))
              .map(sub => sub.name.slice(name.length + 1)),
            preferred: index === 0,
          })),
      );
    }
  }
  return discovered;
}

async function discoverResources(transport: Transport, path: string) {
  try {
    const body = await transport.send({ method: 'GET', path });
    return resourceList.parse(body).resources;
  } catch (error) {
    // An aggregated API whose server is unavailable must not hide the other groups.
    if (error instanceof ApiError && [404, 503].includes(error.code)) {
      return [];
    }
    throw error;
  }
}
