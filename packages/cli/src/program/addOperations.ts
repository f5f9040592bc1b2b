import { Argument, Option } from 'commander';
import { CliCommand } from './CliCommand';
import type { FieldSpec, OperationSpec } from './OperationSpec';
import type { ProgramOptions } from './ProgramOptions';

const environmentVariables: Readonly<Record<string, string>> = {
  organization: 'PROMENADE_ORGANIZATION',
  project: 'PROMENADE_PROJECT',
};

const placeholders: Record<FieldSpec['type'], string> = {
  text: 'text',
  number: 'number',
  boolean: '',
  list: 'text',
  value: 'yaml',
  document: 'text',
};

const waitTexts: Record<NonNullable<OperationSpec['completion']>, string> = {
  built: 'wait until the build has ended',
  created: 'wait until the component is ready',
  ready: 'wait until the component has the wanted state',
  promoted: 'wait until the promotion has ended',
  deleted: 'wait until it does not exist any more',
};

/** Adds a command for each read and verb. */
export function addOperations(
  program: CliCommand,
  options: ProgramOptions,
): void {
  for (const spec of options.operations) {
    const [last, ...groups] = [...spec.path].reverse();
    const parent = groups
      .reverse()
      .reduce((command, name) => groupOf(command, name, options), program);
    const command = new CliCommand(last).copyInheritedSettings(parent);
    addOperation(command, spec, options);
    parent.addCommand(command, { isDefault: spec.isDefault });
    if (spec.isDefault) parent.defaultCommand = command;
  }
}

/** The command that a word stands for, which is added if there is none. */
function groupOf(
  parent: CliCommand,
  name: string,
  { operations }: ProgramOptions,
): CliCommand {
  const found = parent.commands.find(command => command.name() === name);
  if (found instanceof CliCommand) return found;
  const nouns = operations
    .filter(({ path }) => path.length > 1 && path[0] === name)
    .map(({ path }) => path[1].replaceAll('-', ' '));
  const group = new CliCommand(name)
    .copyInheritedSettings(parent)
    .helpCommand(false)
    .summary(`${name.replaceAll('-', ' ')} ${nouns.join(', ')}`)
    .description(
      `${name.charAt(0).toUpperCase()}${name.slice(1)} ${nouns.join(', ')}.`,
    );
  parent.addCommand(group);
  return group;
}

function addOperation(
  command: CliCommand,
  spec: OperationSpec,
  options: ProgramOptions,
): void {
  command
    .summary(lowerFirst(spec.title))
    .description(spec.description)
    .aliases(spec.aliases);
  for (const name of spec.arguments) {
    command.addArgument(argumentOf(spec, fieldOf(spec, name)));
  }
  for (const field of spec.fields) {
    if (!spec.arguments.includes(field.name)) {
      command.addOption(optionOf(field));
    }
    if (field.refersTo) command.references.set(field.name, field.refersTo);
  }
  addRunOptions(command, spec);
  command.example(`${options.name} ${spec.example}`);
  command.action(async () => {
    const { runOperation } = options.loaders.runner();
    await runOperation(spec, command, options);
  });
}

function fieldOf({ fields }: OperationSpec, name: string): FieldSpec {
  const field = fields.find(each => each.name === name);
  if (field) return field;
  throw new Error(`There is no field ${name}`);
}

function argumentOf({ resource }: { resource: string }, field: FieldSpec) {
  const parents = parentsInArgument(resource, field.name);
  return new Argument(
    `[${field.name}]`,
    parents ? `${field.description} ${parents}` : field.description,
  );
}

function parentsInArgument(resource: string, name: string): string | undefined {
  if (name !== resource) return undefined;
  if (name === 'component') {
    return 'Also PROJECT/COMPONENT or ORGANIZATION/PROJECT/COMPONENT.';
  }
  return name === 'project' ? 'Also ORGANIZATION/PROJECT.' : undefined;
}

/** The option of a field. Its value stays text: the run parses it, and reports a problem with the name of the option. */
function optionOf(field: FieldSpec): Option {
  const isSwitch = field.type === 'boolean';
  const placeholder = field.values?.length ? 'value' : placeholders[field.type];
  const option = new Option(
    isSwitch ? field.flag : `${field.flag} <${placeholder}>`,
    field.description,
  );
  if (field.type === 'list') {
    option.argParser((text: string, before: string[] = []) => [
      ...before,
      text,
    ]);
  }
  if (field.values?.length) option.choices(field.values);
  const variable = environmentVariables[field.name];
  return variable ? option.env(variable) : option;
}

/** The options about how an operation runs. */
function addRunOptions(command: CliCommand, spec: OperationSpec): void {
  if (spec.type === 'read') {
    command.option('-w, --watch', 'show it again whenever it changes');
    return;
  }
  command.option(
    '-f, --file <file>',
    'YAML or JSON file with fields of the input; - is the standard input. Options replace its fields',
  );
  if (spec.isDestructive) {
    command.option('-y, --yes', 'do not ask for confirmation');
  }
  if (spec.completion) {
    command
      .option('--wait', waitTexts[spec.completion])
      .option(
        '--timeout <duration>',
        'how long to wait, such as 90s or 10m',
        '10m',
      );
  }
}

function lowerFirst(text: string): string {
  return `${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}
