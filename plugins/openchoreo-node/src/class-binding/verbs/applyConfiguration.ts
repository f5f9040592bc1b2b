import { InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  configurationGroupKind,
  type ConfigurationGroup,
} from '@promenade/openchoreo-model';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { fact, hiddenFact, type ReleaseFact } from '../../views/releaseFacts';
import { applyObject } from './applyObject';
import { checkEnvironments, checkOrganization } from './checkReferences';

type Group = ConfigurationGroup['spec'];
type Configuration = Group['configurations'][number];
type Value = Configuration['values'][number];

/** Where a key has its value in an environment: a plain value, or a secret of the secret store. */
type Source = { value: string } | { vaultKey: string };

/** The values to set, each with the input field that has it, and the keys to remove. */
interface Settings {
  values: readonly {
    field: string;
    key: string;
    environment: string;
    source: Source;
  }[];
  removedKeys: readonly string[];
}

/** Sets plain values of a ConfigurationGroup. An InputError when an environment does not exist. */
export const applyConfiguration = implementWrite(
  verbs.applyConfiguration,
  (context, input, request, dryRun) =>
    write(context, input, plainSettings(input), request, dryRun),
);

/** Sets references to secrets in a ConfigurationGroup. An InputError when an environment does not exist. */
export const applySecretReference = implementWrite(
  verbs.applySecretReference,
  (context, input, request, dryRun) =>
    write(context, input, secretSettings(input), request, dryRun),
);

function plainSettings({
  values = [],
  removedKeys = [],
}: OperationInput<typeof verbs.applyConfiguration>): Settings {
  const removed = values.findIndex(({ key }) => removedKeys.includes(key));
  if (removed >= 0) {
    throw new InputError(
      `removedKeys: ${values[removed].key} has a value in values.${removed}. Set it, or remove it`,
    );
  }
  return {
    values: values.map(({ key, environment, value }, index) => ({
      field: `values.${index}`,
      key,
      environment,
      source: { value },
    })),
    removedKeys,
  };
}

function secretSettings({
  key,
  references,
}: OperationInput<typeof verbs.applySecretReference>): Settings {
  return {
    values: references.map(({ environment, vaultKey }, index) => ({
      field: `references.${index}`,
      key,
      environment,
      source: { vaultKey },
    })),
    removedKeys: [],
  };
}

async function write(
  context: VerbContext,
  input: { organization: string; name: string },
  settings: Settings,
  request: VerbRequest,
  dryRun: boolean,
) {
  const { organization, name: configurationGroup } = input;
  checkValues(settings);
  await checkOrganization(context, organization, request.signal);
  const references = settings.values.map(({ field, environment }) => ({
    field: `${field}.environment`,
    name: environment,
  }));
  await checkEnvironments(context, organization, references, request.signal);
  const { object, changes } = await applyObject(
    context,
    {
      kind: configurationGroupKind,
      input,
      specOf: before => ({
        configurations: configurationsOf(configurationGroup, settings, before),
      }),
      describe,
    },
    request,
    dryRun,
  );
  return {
    output: { organization, configurationGroup, changes },
    objects: [object],
  };
}

/** @throws InputError when there is nothing to set, and for a value that is given twice */
function checkValues({ values, removedKeys }: Settings): void {
  if (values.length === 0 && removedKeys.length === 0) {
    throw new InputError(
      'values: there is nothing to change. Give values, or keys to remove',
    );
  }
  const seen = new Map<string, string>();
  for (const { field, key, environment } of values) {
    const id = `${key}\n${environment}`;
    const other = seen.get(id);
    if (other) {
      throw new InputError(
        `${field}: ${key} has a value for ${environment} in ${other} already. Remove one of them`,
      );
    }
    seen.set(id, field);
  }
}

/** The configurations of a group with the given values. The others stay as they are. */
function configurationsOf(
  name: string,
  { values, removedKeys }: Settings,
  before: ConfigurationGroup | undefined,
): Configuration[] {
  if (!before && !values.length) {
    throw new InputError(
      `name: the configuration group ${name} does not exist. There is nothing to remove from it`,
    );
  }
  const configurations = (before?.spec.configurations ?? []).filter(
    ({ key }) => !removedKeys.includes(key),
  );
  for (const { key, environment, source } of values) {
    const found = configurations.findIndex(each => each.key === key);
    const position = found < 0 ? configurations.length : found;
    const old = configurations.at(position) ?? { key, values: [] };
    configurations[position] = {
      ...old,
      values: withValue(old.values, environment, source, before?.spec),
    };
  }
  return configurations;
}

/** The first entry that matches an environment counts: a new one comes before that of its environment group. */
function withValue(
  values: readonly Value[],
  environment: string,
  source: Source,
  { environmentGroups = [] }: Partial<Group> = {},
): Value[] {
  const groups = environmentGroups
    .filter(({ environments }) => environments.includes(environment))
    .map(({ name }) => name);
  const others = values.filter(each => each.environment !== environment);
  const found = values.findIndex(
    each =>
      each.environment === environment ||
      groups.includes(each.environmentGroupRef ?? ''),
  );
  const position = found < 0 ? others.length : found;
  return [
    ...others.slice(0, position),
    { environment, ...source },
    ...others.slice(position),
  ];
}

function describe({ spec }: ConfigurationGroup): ReleaseFact[] {
  return spec.configurations.flatMap(({ key, values }) =>
    values.map(({ environment, environmentGroupRef, value = '', vaultKey }) => {
      const path = `${key} in ${environment ?? environmentGroupRef}`;
      return vaultKey
        ? fact('configuration', path, `secret ${vaultKey}`)
        : hiddenFact(path, value);
    }),
  );
}
