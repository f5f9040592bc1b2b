import type { PlanChange } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ApiContents,
  ConnectionContents,
  ContainerContents,
  EnvironmentOverrides,
  EnvironmentVariable,
  ReleaseContents,
} from '../domain/ComponentSnapshot';
import { hideValue } from './hideValue';

/** A part of a release, or of another object, that a plan compares. */
export interface ReleaseFact {
  area: PlanChange['area'];
  /** Unique in its area. */
  path: string;
  /** The value, for people. */
  text: string;
  /** The compared value: the whole one where the text hides it. */
  identity: string;
}

const areas: PlanChange['area'][] = [
  'images',
  'configuration',
  'connections',
  'exposure',
  'policies',
];

/** The facts that differ, by area and path. */
export function factChanges(
  before: readonly ReleaseFact[],
  after: readonly ReleaseFact[],
): PlanChange[] {
  const old = byPath(before);
  const next = byPath(after);
  const changes: PlanChange[] = [];
  for (const [id, { area, path }] of new Map([...old, ...next])) {
    const [oldFact, newFact] = [old.get(id), next.get(id)];
    if (oldFact?.identity === newFact?.identity) continue;
    changes.push({ area, path, before: oldFact?.text, after: newFact?.text });
  }
  return changes.sort(
    (a, b) =>
      areas.indexOf(a.area) - areas.indexOf(b.area) ||
      a.path.localeCompare(b.path, 'en'),
  );
}

function byPath(facts: readonly ReleaseFact[]): Map<string, ReleaseFact> {
  return new Map(facts.map(item => [`${item.area}\n${item.path}`, item]));
}

/** The facts of a release. */
export function describeContents(contents: ReleaseContents): ReleaseFact[] {
  return [
    ...each(contents.containers, containerFacts),
    ...each(contents.connections, connectionFacts),
    ...each(contents.endpoints, (name, endpoint) => [
      fact(
        'exposure',
        `endpoint ${name}`,
        `${endpoint.type} on port ${endpoint.port}`,
      ),
    ]),
    ...each(contents.apis, apiFacts),
    ...each(contents.settings ?? {}, (name, value) => [
      fact('configuration', name, value),
    ]),
    ...(contents.className
      ? [fact('policies', 'class', contents.className)]
      : []),
  ];
}

/** The facts of the overrides of an environment. */
export function describeOverrides({
  replicas,
  schedule,
  containers,
  apis,
}: EnvironmentOverrides): ReleaseFact[] {
  return [
    ...(replicas === undefined
      ? []
      : [fact('configuration', 'override: replicas', String(replicas))]),
    ...(schedule === undefined
      ? []
      : [fact('configuration', 'override: schedule', schedule)]),
    ...each(containers, (name, { env, resources }) => [
      ...env.map(variable => variableFact(`override: ${name}`, variable)),
      ...(resources === undefined
        ? []
        : [fact('configuration', `override: ${name}: resources`, resources)]),
    ]),
    ...each(apis, (name, api) => [hiddenFact(`override: API ${name}`, api)]),
  ];
}

function containerFacts(
  name: string,
  container: ContainerContents,
): ReleaseFact[] {
  const { image, command, args, env } = container;
  return [
    fact('images', name, image),
    ...(command?.length
      ? [hiddenFact(`${name}: command`, JSON.stringify(command))]
      : []),
    ...(args?.length
      ? [hiddenFact(`${name}: arguments`, JSON.stringify(args))]
      : []),
    ...env.map(variable => variableFact(name, variable)),
  ];
}

/** The source of a value, or the hidden value. Values of Secrets are not in a release. */
function variableFact(
  container: string,
  { key, value = '', from }: EnvironmentVariable,
): ReleaseFact {
  const path = `${container}: ${key}`;
  return from
    ? fact('configuration', path, `${from.key} of ${from.source} ${from.name}`)
    : hiddenFact(path, value);
}

/** A literal value of the configuration. No name tells reliably whether it is a secret. */
export function hiddenFact(path: string, value: string): ReleaseFact {
  return {
    area: 'configuration',
    path,
    text: hideValue(path, value),
    identity: value,
  };
}

/** What a connection names as its target, such as `shop / cart / http`. Empty for one that names nothing. */
export function connectionTarget({
  params,
}: Pick<ConnectionContents, 'params'>): string {
  return [params.projectName, params.componentName, params.endpoint]
    .filter(Boolean)
    .join(' / ');
}

function connectionFacts(
  name: string,
  { type, params, injects }: ConnectionContents,
): ReleaseFact[] {
  const target = connectionTarget({ params });
  const to = target ? `${type} to ${target}` : type;
  const variables = injects.length ? `, gives ${injects.join(', ')}` : '';
  return [fact('connections', name, `${to}${variables}`)];
}

function apiFacts(name: string, api: ApiContents): ReleaseFact[] {
  const levels = api.exposeLevels.length ? api.exposeLevels : ['Public'];
  const place = `${api.basePath ?? '/'}${
    api.port ? ` on port ${api.port}` : ''
  }`;
  return [
    fact(
      'exposure',
      `API ${name}`,
      `${[...levels].sort().join(', ')} at ${place}`,
    ),
    ...(api.className
      ? [fact('policies', `API ${name}: class`, api.className)]
      : []),
  ];
}

/** A value that is shown. */
export function fact(
  area: ReleaseFact['area'],
  path: string,
  text: string,
): ReleaseFact {
  return { area, path, text, identity: text };
}

function each<T>(
  entries: Readonly<Record<string, T>>,
  describe: (name: string, value: T) => ReleaseFact[],
): ReleaseFact[] {
  return Object.entries(entries).flatMap(([name, value]) =>
    describe(name, value),
  );
}
