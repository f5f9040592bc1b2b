import { NotFoundError } from '@backstage/errors';
import type {
  ComponentConfiguration,
  ComponentRef,
  ConfigurationVariable,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  EnvironmentOverrides,
  EnvironmentVariable,
  ReleaseContents,
} from '../../domain/ComponentSnapshot';
import type { OverviewSource } from '../../domain/OverviewSource';
import { dataAge } from '../dataAge';
import { describeOverrides } from '../releaseFacts';
import { deploymentIn } from '../snapshotLookups';
import type { OverviewContext } from '../ViewSource';

/** Finds the value of a key of a configuration group in the environment. */
type FindValue = (group: {
  name: string;
  key: string;
}) => ReturnType<OverviewSource['configurationValue']>;

/**
 * The configuration of a component in an environment. In the first one it is that of the next release, which changes apply to.
 *
 * @throws NotFoundError when the component or the environment does not exist
 */
export function componentConfiguration(
  { source, now }: OverviewContext,
  ref: ComponentRef,
  environment: string,
): ComponentConfiguration {
  const { organization, project, component } = ref;
  const snapshot = source.snapshot(ref, now);
  if (!snapshot) {
    throw new NotFoundError(
      `There is no component ${component} in project ${project} of ${organization}`,
    );
  }
  const details = snapshot.environments.get(environment);
  if (!details) {
    throw new NotFoundError(
      `There is no environment ${environment} in ${organization}`,
    );
  }
  const deployment = deploymentIn(snapshot, environment);
  const isFirst = snapshot.pipeline?.environments[0] === environment;
  const contents =
    (isFirst ? snapshot.workload : undefined) ?? deployment?.contents;
  const overrides = deployment?.overrides ?? { containers: {}, apis: {} };
  return {
    environment,
    isProduction: details.isProduction,
    isFirst,
    isDeployed: deployment !== undefined,
    containers: containersOf(contents, overrides, group =>
      source.overviews.configurationValue(organization, environment, group),
    ),
    connections: byName(
      Object.entries(contents?.connections ?? {}).map(
        ([name, { injects }]) => ({
          name,
          variables: [...injects],
        }),
      ),
    ),
    overrides: otherOverrides(overrides),
    ...dataAge(source.freshness(organization), now),
  };
}

function containersOf(
  contents: ReleaseContents | undefined,
  overrides: EnvironmentOverrides,
  findValue: FindValue,
): ComponentConfiguration['containers'] {
  return byName(
    Object.entries(contents?.containers ?? {}).map(
      ([name, { image, env }]) => ({
        name,
        image,
        variables: variablesOf(
          env,
          overrides.containers[name]?.env ?? [],
          findValue,
        ),
      }),
    ),
  );
}

function variablesOf(
  released: readonly EnvironmentVariable[],
  overrides: readonly EnvironmentVariable[],
  findValue: FindValue,
): ConfigurationVariable[] {
  const replaced = new Map(released.map(each => [each.key, each]));
  const effective = new Map([...released, ...overrides].map(v => [v.key, v]));
  const own = new Set(overrides.map(({ key }) => key));
  return [...effective.values()]
    .map(variable => {
      const before = own.has(variable.key) && replaced.get(variable.key);
      return {
        key: variable.key,
        ...valueOf(variable, findValue),
        isOverride: own.has(variable.key),
        replaces: before ? textOf(before) : undefined,
      };
    })
    .sort((a, b) => a.key.localeCompare(b.key, 'en'));
}

function valueOf(
  { value = '', from }: EnvironmentVariable,
  findValue: FindValue,
): Pick<ConfigurationVariable, 'value' | 'group' | 'secret' | 'problem'> {
  if (!from) return { value };
  const { source, name, key } = from;
  if (source === 'secret') return { secret: `${key} of the Secret ${name}` };
  const group = { name, key };
  const found = findValue(group);
  if (!found) {
    return {
      group,
      problem: `The configuration group ${name} has no value of ${key} for this environment. Set one.`,
    };
  }
  return 'vaultKey' in found
    ? { group, secret: found.vaultKey }
    : { group, value: found.plain };
}

function textOf({ value = '', from }: EnvironmentVariable): string {
  return from ? `${from.key} of ${from.source} ${from.name}` : value;
}

/** The overrides that are no environment variables. */
function otherOverrides({
  containers,
  ...others
}: EnvironmentOverrides): ComponentConfiguration['overrides'] {
  const withoutVariables = Object.fromEntries(
    Object.entries(containers).map(([name, { resources }]) => [
      name,
      { env: [], resources },
    ]),
  );
  return describeOverrides({ ...others, containers: withoutVariables }).map(
    ({ path, text }) => ({
      name: path.replace(/^override: /, ''),
      value: text,
    }),
  );
}

function byName<T extends { name: string }>(items: T[]): T[] {
  return items.sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
