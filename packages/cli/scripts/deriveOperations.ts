import {
  commands,
  reads,
  verbs,
  type Operation,
  type ReadDeclaration,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { completedFields } from '../src/run/completedFields';
import type { FieldSpec, OperationSpec } from '../src/program/OperationSpec';
import {
  aliases,
  completions,
  documents,
  examples,
  exampleValues,
  flags,
  ownCommands,
  ownOptions,
  ownReferences,
  references,
} from './presentation';

type Declaration = Operation &
  Partial<Pick<VerbDeclaration, 'attributes' | 'completion' | 'creates'>> &
  Partial<Pick<ReadDeclaration, 'mediaType' | 'formats'>>;

/** The commands of all reads and verbs, by their words. Streams, and what has a command of its own, are not among them. */
export function deriveOperations(): OperationSpec[] {
  const declared: [OperationSpec['type'], Declaration][] = [
    ...Object.values(reads).map(read => ['read', read] as const),
    ...Object.values(verbs).map(verb => ['verb', verb] as const),
    ...Object.values(commands).map(command => ['command', command] as const),
  ].map(([type, operation]) => [type, operation]);
  const shown = declared.filter(
    ([, { name, mediaType }]) => !mediaType && !ownCommands.includes(name),
  );
  const actions = shown.map(([, { name }]) => wordsOf(name)[0]);
  const isAlone = (action: string) =>
    actions.filter(each => each === action).length === 1;
  const specs = shown.map(([type, operation]) =>
    toSpec(type, operation, isAlone),
  );
  return specs
    .map(spec => ({
      ...spec,
      description: withCommands(spec.description, specs),
    }))
    .sort((a, b) => a.path.join(' ').localeCompare(b.path.join(' '), 'en'));
}

/** A description with the words of commands in place of the names of operations. */
function withCommands(
  description: string,
  specs: readonly OperationSpec[],
): string {
  return description.replace(/`?([a-z]+(?:-[a-z]+)+)`?/g, (text, name) => {
    const spec = specs.find(each => each.name === name);
    return spec ? `\`${spec.path.join(' ')}\`` : text;
  });
}

/** The verb and the noun of an operation. */
function wordsOf(name: string): [string, string] {
  const [, action = name, noun = ''] =
    /^(roll-back|[a-z]+)-(.+)$/.exec(name) ?? [];
  return [action, noun];
}

/** The nouns that a command without a noun is about. */
const impliedNouns = ['component', 'promotion', 'release'];

function toSpec(
  type: OperationSpec['type'],
  operation: Declaration,
  isAlone: (action: string) => boolean,
): OperationSpec {
  const { name, title, description, resource, attributes } = operation;
  const [action, noun] = wordsOf(name);
  const isFlat = isAlone(action) && impliedNouns.includes(noun);
  const fields = fieldsOf(operation);
  const names = argumentsOf(operation);
  const path = isFlat ? [action] : [action, noun];
  // A forgotten noun must not delete anything.
  const isDefault =
    !isFlat && noun === 'component' && !['create', 'delete'].includes(action);
  return {
    name,
    type,
    path,
    aliases: aliases[name] ?? [],
    isDefault,
    title,
    description,
    resource,
    arguments: names,
    fields,
    example: exampleOf(name, isDefault ? [action] : path, fields, names),
    isDestructive: attributes?.destructive ?? false,
    completion: completionOf(operation),
  };
}

function completionOf({
  name,
  completion,
  creates,
}: Declaration): OperationSpec['completion'] {
  const declared =
    completion ?? (creates === 'component' ? 'created' : undefined);
  return completions[name] ?? declared;
}

/** The fields that are arguments: the name of what the operation is about, and what it is called in there. */
function argumentsOf({ resource, input }: Declaration): string[] {
  const hasName = 'name' in input.shape && isRequired(input.shape.name);
  if (resource === 'component') {
    return hasName ? ['component', 'name'] : ['component'];
  }
  if (hasName) return ['name'];
  return resource === 'platform' ? [] : [resource];
}

function isRequired(field: z.core.$ZodType): boolean {
  return !z.safeParse(field, undefined).success;
}

function fieldsOf({ name: operation, input }: Declaration): FieldSpec[] {
  const { properties = {} } = z.toJSONSchema(input, {
    io: 'input',
    unrepresentable: 'any',
  });
  const completed = completedFields[operation] ?? [];
  const shown = Object.entries(input.shape).filter(
    ([name]) => !ownOptions.includes(name),
  );
  return shown.map(([name, field]) => {
    const schema = properties[name];
    const json = typeof schema === 'object' ? schema : {};
    return {
      name,
      flag: flags[name] ?? `--${kebabCase(name)}`,
      ...typeOf(json),
      ...(documents.includes(name) && { type: 'document' as const }),
      refersTo: ownReferences[operation]?.[name] ?? references[name],
      description: json.description ?? name,
      isRequired: isRequired(field) && !completed.includes(name),
    };
  });
}

function typeOf(
  schema: z.core.JSONSchema.BaseSchema,
): Pick<FieldSpec, 'type' | 'values'> {
  const { type, items } = schema;
  if (schema.enum) return { type: 'text', values: schema.enum.map(String) };
  if (type === 'boolean') return { type: 'boolean' };
  if (type === 'integer' || type === 'number') return { type: 'number' };
  if (type === 'string') return { type: 'text' };
  if (type === 'array' && typeof items === 'object' && 'type' in items) {
    return { type: items.type === 'string' ? 'list' : 'value' };
  }
  const alternatives = schema.anyOf ?? [];
  if (
    alternatives.some(
      each => typeof each === 'object' && each.type === 'number',
    )
  ) {
    return { type: 'number' };
  }
  if (
    alternatives.some(
      each => typeof each === 'object' && each.type === 'boolean',
    )
  ) {
    return { type: 'boolean' };
  }
  return { type: 'value' };
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}

/** A command line with all required fields. What `presentation.ts` has no value for is its name in capitals. */
function exampleOf(
  name: string,
  path: readonly string[],
  fields: readonly FieldSpec[],
  names: readonly string[],
): string {
  const values: Readonly<Record<string, string | undefined>> = {
    ...exampleValues,
    ...examples[name],
  };
  const valueOf = ({ name: field, values: choices }: FieldSpec): string =>
    values[field] ?? choices?.[0] ?? field.toUpperCase();
  const isShown = ({ name: field, isRequired: required }: FieldSpec) =>
    required || examples[name]?.[field] !== undefined;
  const given = fields.filter(
    field =>
      !names.includes(field.name) &&
      field.name !== 'organization' &&
      !(field.name === 'project' && names.includes('component')) &&
      isShown(field),
  );
  const shown = fields.filter(
    field => names.includes(field.name) && isShown(field),
  );
  return [
    ...path,
    ...shown.map(valueOf),
    ...given.map(field =>
      field.type === 'boolean' ? field.flag : `${field.flag} ${valueOf(field)}`,
    ),
  ].join(' ');
}
