import { KubeClient, KubeObject, keyOf } from '@promenade/kube-client';
import { kinds, labels } from '@promenade/openchoreo-model';
import { JsonObject, isJsonObject, jsonAt } from '../../../runtime/json';

/** Kinds of a data plane that its own controllers write, and events, which may be lost. */
const derivedKinds = new Set([
  'ControllerRevision',
  'EndpointSlice',
  'Endpoints',
  'Event',
  'Job',
  'Lease',
  'Pod',
  'ReplicaSet',
]);

/**
 * Members of objects that differ from run to run. The hash of applied objects has the uid of their Release, and the transitions of a
 * promotion say what it has waited for.
 */
const changingMembers = new Set([
  'appliedHash',
  'creationTimestamp',
  'deployment.kubernetes.io/revision',
  'generation',
  'lastProbeTime',
  'lastTransitionTime',
  'managedFields',
  'observedGeneration',
  'resourceVersion',
  'transitions',
  'uid',
]);

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const timestamp = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g;
const address = /http:\/\/127\.0\.0\.1:\d+/g;

/** The objects of an organization by kind and key. */
export type State = Record<string, JsonObject>;

type Item = KubeObject & JsonObject;

/**
 * Reads all objects of an organization, and all objects in its namespaces on the data planes, without what differs from run to run.
 * A member `observed` says whether the status is of the current generation. The status of objects on data planes is left out.
 */
export async function readState(
  client: KubeClient,
  organization: string,
): Promise<State> {
  const own = new Set(kinds.map(({ kind }) => kind));
  const namespaces = await client.list<Item>(
    {
      group: '',
      version: 'v1',
      kind: 'Namespace',
      plural: 'namespaces',
      scope: 'Cluster',
    },
    { labelSelector: `${labels.organization}=${organization}` },
  );
  const inOrganization = new Set([
    organization,
    ...namespaces.items.map(({ metadata }) => metadata.name),
  ]);
  const types = (await client.resources()).filter(
    ({ verbs, preferred, scope, kind, group }) =>
      preferred &&
      scope === 'Namespaced' &&
      verbs.includes('list') &&
      group !== 'events.k8s.io' &&
      !derivedKinds.has(kind),
  );
  const lists = await Promise.all(
    types.map(async type => {
      const { items } = await client.list<Item>(type);
      return items
        .filter(({ metadata }) => inOrganization.has(metadata.namespace ?? ''))
        .map(
          item =>
            [
              `${type.kind} ${keyOf(item)}`,
              normalized(item, own.has(type.kind)),
            ] as const,
        );
    }),
  );
  const found = [
    ...lists.flat(),
    ...namespaces.items.map(
      item => [`Namespace ${keyOf(item)}`, normalized(item, false)] as const,
    ),
  ];
  return Object.fromEntries(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function normalized(item: Item, hasStatus: boolean): JsonObject {
  const { status, ...declared } = item;
  const generation = item.metadata.generation;
  const observedGeneration = jsonAt(item, 'status', 'observedGeneration');
  const result: unknown = JSON.parse(
    JSON.stringify(
      {
        ...declared,
        ...(hasStatus && { status }),
        ...(hasStatus &&
          typeof observedGeneration === 'number' && {
            observed: observedGeneration === generation,
          }),
      },
      (member, value: unknown) => {
        if (changingMembers.has(member)) return undefined;
        if (typeof value !== 'string') return value;
        return value
          .replace(uuid, '<uid>')
          .replace(timestamp, '<time>')
          .replace(address, '<server>');
      },
    ),
  );
  if (!isJsonObject(result)) throw new Error('an object is no object');
  return result;
}

/** The paths at which two states differ, with both values. */
export function differences(
  expected: unknown,
  actual: unknown,
  path = '',
): string[] {
  if (JSON.stringify(expected) === JSON.stringify(actual)) return [];
  const isParent = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null;
  if (!isParent(expected) || !isParent(actual)) {
    return [
      `${path}: expected ${shortText(expected)}, found ${shortText(actual)}`,
    ];
  }
  const members = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...members].flatMap(member =>
    differences(expected[member], actual[member], `${path} › ${member}`),
  );
}

function shortText(value: unknown): string {
  return value === undefined
    ? 'nothing'
    : JSON.stringify(value).slice(0, 1_000);
}
