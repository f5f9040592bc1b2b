import type { PlanChange } from '@promenade/backstage-plugin-openchoreo-common';
import type {
  ApiContents,
  ConnectionContents,
  ContainerContents,
  EnvironmentVariable,
  ReleaseContents,
} from '../domain/ComponentSnapshot';

/** One thing about a release that a person would compare. */
export interface DescribedFact {
  area: PlanChange['area'];
  /** What it is about, unique in its area. */
  path: string;
  /** What people read. */
  text: string;
  /** What tells two of them apart: a hidden value differs although its text does not. */
  identity: string;
}

/** What a release is made of, fact by fact, in words. */
export function describeContents(contents: ReleaseContents): DescribedFact[] {
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
    ...(contents.className
      ? [fact('policies', 'class', contents.className)]
      : []),
  ];
}

function containerFacts(
  name: string,
  container: ContainerContents,
): DescribedFact[] {
  const { image, command, args, env } = container;
  return [
    fact('images', name, image),
    ...(command?.length
      ? [fact('configuration', `${name}: command`, words(command))]
      : []),
    ...(args?.length
      ? [fact('configuration', `${name}: arguments`, words(args))]
      : []),
    ...env.map(variable => variableFact(name, variable)),
  ];
}

/** A value is shown unless its name says that it should not be; what comes from a secret was never here. */
function variableFact(
  container: string,
  { key, value = '', from }: EnvironmentVariable,
): DescribedFact {
  const path = `${container}: ${key}`;
  if (from) {
    return fact(
      'configuration',
      path,
      `${from.key} of ${from.source} ${from.name}`,
    );
  }
  return looksSecret(key)
    ? { area: 'configuration', path, text: 'a hidden value', identity: value }
    : fact('configuration', path, value || '(empty)');
}

function looksSecret(key: string): boolean {
  return /(^|[_.-])(pass(word|wd|phrase)?|secret|token|credentials?|api_?key|private_?key|pat)([_.-]|$)/i.test(
    key,
  );
}

function connectionFacts(
  name: string,
  { type, params, injects }: ConnectionContents,
): DescribedFact[] {
  const target = [params.projectName, params.componentName, params.endpoint]
    .filter(Boolean)
    .join(' / ');
  const to = target ? `${type} to ${target}` : type;
  const gives = injects.length ? `, gives ${injects.join(', ')}` : '';
  return [fact('connections', name, `${to}${gives}`)];
}

function apiFacts(name: string, api: ApiContents): DescribedFact[] {
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

function fact(
  area: DescribedFact['area'],
  path: string,
  text: string,
): DescribedFact {
  return { area, path, text, identity: text };
}

function each<T>(
  entries: Readonly<Record<string, T>>,
  describe: (name: string, value: T) => DescribedFact[],
): DescribedFact[] {
  return Object.entries(entries).flatMap(([name, value]) =>
    describe(name, value),
  );
}

function words(list: readonly string[]): string {
  return list
    .map(word => (/^[\w./:=@,+-]+$/.test(word) ? word : JSON.stringify(word)))
    .join(' ');
}
