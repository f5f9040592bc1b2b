import {
  isSecretValue,
  patternMessage,
  type ParameterSchema,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  alternativesOf,
  combinations,
  conditions,
  isRestriction,
  isSchema,
  selectorsOf,
  soleValueOf,
  titleOfAlternative,
} from './alternatives';
import { toWords } from './toWords';

/** The form of the parameters of a component type. */
export interface ParametersForm {
  /** The schema of the form, with `ui:` keywords. */
  schema: ParameterSchema;
  /** Paths of parameters that the form leaves out, because their values are secret. */
  secrets: string[];
}

type Properties = Record<string, ParameterSchema>;

class FormBuilder {
  readonly secrets: string[] = [];

  objectForm(schema: ParameterSchema, path: string): ParameterSchema {
    const { properties = {}, additionalProperties, ...rest } = schema;
    const selectors = selectorsOf(schema);
    const shown = Object.entries(properties).filter(
      ([name]) => !selectors.includes(name),
    );
    const hasAlternatives = combinations.some(
      keyword => alternativesOf(schema, keyword).length,
    );
    const isOpen =
      !Object.keys(properties).length &&
      additionalProperties === undefined &&
      !hasAlternatives;
    return {
      ...withoutExtensions(rest),
      type: 'object',
      ...(shown.length && {
        properties: this.#propertyForms(
          Object.fromEntries(shown),
          schema.required,
          path,
        ),
      }),
      ...(isOpen && { additionalProperties: true }),
      ...(typeof additionalProperties === 'boolean' && {
        additionalProperties,
      }),
      ...(typeof additionalProperties === 'object' && {
        additionalProperties: this.#valueForm(
          additionalProperties,
          `${path}.*`,
        ),
      }),
      ...this.#partForms(schema, path, selectors),
    };
  }

  /** The forms of properties, the required ones first. */
  #propertyForms(
    properties: Properties,
    required: readonly string[] = [],
    path: string,
  ): Properties {
    const isRequired = (name: string) => required.includes(name);
    const names = Object.keys(properties).filter(name => {
      if (!isSecretValue(properties[name])) return true;
      this.#leaveOut(joinPath(path, name), isRequired(name));
      return false;
    });
    const ordered = [
      ...names.filter(isRequired),
      ...names.filter(name => !isRequired(name)),
    ];
    return Object.fromEntries(
      ordered.map(name => [
        name,
        this.#fieldForm(name, properties[name], joinPath(path, name)),
      ]),
    );
  }

  #leaveOut(path: string, isRequired: boolean): void {
    if (isRequired) {
      throw new Error(
        `The parameter ${path} is required and secret, and parameters are stored in plain text. Make it the name of a secret`,
      );
    }
    this.secrets.push(path);
  }

  #fieldForm(
    name: string,
    schema: ParameterSchema,
    path: string,
  ): ParameterSchema {
    const description = sentences([
      schema.description,
      ...ruleMessages(schema),
    ]);
    return {
      ...this.#valueForm(schema, path),
      title: schema.title ?? toWords(name),
      ...(description && { description }),
      ...(isSecretReference(name, schema) && {
        'ui:help': 'The name of a secret, never its value.',
      }),
    };
  }

  #valueForm(schema: ParameterSchema, path: string): ParameterSchema {
    const type = [schema.type].flat();
    if (type.includes('object') || schema.properties) {
      return this.objectForm(schema, path);
    }
    const form = withoutExtensions(schema);
    if (type.includes('array')) {
      const { items } = schema;
      return {
        ...form,
        items:
          typeof items === 'object'
            ? this.#valueForm(items, `${path}[]`)
            : { type: 'string' },
      };
    }
    return {
      ...form,
      ...(isOfAnyType(schema) && { type: 'string' }),
      ...(schema.pattern && {
        errorMessage: { pattern: patternMessage(schema.pattern) },
      }),
    };
  }

  /** The alternatives and conditions of an object. */
  #partForms(
    schema: ParameterSchema,
    path: string,
    selectors: readonly string[],
  ): Partial<ParameterSchema> {
    const formOf = (part: unknown) =>
      isSchema(part) && part.properties
        ? this.#partForm(part, schema, path, selectors)
        : part;
    const alternatives = combinations.map(keyword => [
      keyword,
      alternativesOf(schema, keyword).map(part => {
        const form = formOf(part);
        const title = isSchema(part) && titleOfAlternative(part);
        return title && isSchema(form) ? { title, ...form } : form;
      }),
    ]);
    return Object.fromEntries([
      ...alternatives.filter(([, parts]) => parts.length),
      ...conditions
        .filter(keyword => schema[keyword] !== undefined)
        .map(keyword => [keyword, formOf(schema[keyword])]),
    ]);
  }

  /** A part of an object. What only restricts a property of the object stays as it is, unless the part is chosen by it. */
  #partForm(
    part: ParameterSchema,
    whole: ParameterSchema,
    path: string,
    selectors: readonly string[],
  ): ParameterSchema {
    const { properties = {}, required } = part;
    const own: Properties = {};
    const restrictions: Properties = {};
    for (const [name, schema] of Object.entries(properties)) {
      if (selectors.includes(name)) {
        const value = soleValueOf(schema);
        const chosen = { enum: [value], default: value };
        own[name] = { ...whole.properties?.[name], ...schema, ...chosen };
      } else if (isRestriction(schema)) restrictions[name] = schema;
      else own[name] = schema;
    }
    return {
      ...part,
      properties: {
        ...this.#propertyForms(own, required, path),
        ...restrictions,
      },
    };
  }
}

/**
 * Makes the form of parameters: each has a title, required ones come first, and the rules of a field are in its description.
 *
 * A parameter is stored in plain text. The form leaves out those whose values are secret; one that names a secret stays.
 *
 * @param schema - without references
 * @throws Error when a parameter with a secret value is required
 */
export function parametersForm(schema: ParameterSchema): ParametersForm {
  const builder = new FormBuilder();
  return { schema: builder.objectForm(schema, ''), secrets: builder.secrets };
}

/** Whether a field has no single type. Its form has a text. */
function isOfAnyType({ type, enum: values, ...rest }: ParameterSchema) {
  const types = [type ?? []].flat().filter(each => each !== 'null');
  const isRestricted =
    values !== undefined ||
    rest.const !== undefined ||
    combinations.some(keyword => rest[keyword] !== undefined);
  return types.length > 1 || (types.length === 0 && !isRestricted);
}

function isSecretReference(name: string, schema: ParameterSchema): boolean {
  return (
    schema.type === 'string' &&
    (/secret(ref|name|key)$/i.test(name) ||
      Object.keys(schema).some(key => /^x-.*secret-ref$/.test(key)))
  );
}

/** The messages of the CEL rules of a field. A form does not evaluate them; the API server or the renderer does. */
function ruleMessages(schema: ParameterSchema): string[] {
  return [schema['x-kubernetes-validations']]
    .flat()
    .flatMap(rule =>
      isSchema(rule) && typeof rule.message === 'string' ? [rule.message] : [],
    );
}

function sentences(texts: readonly (string | undefined)[]): string {
  return texts
    .flatMap(text => text?.trim() || [])
    .map((text, index, { length }) =>
      index < length - 1 && !text.endsWith('.') ? `${text}.` : text,
    )
    .join(' ');
}

function withoutExtensions(schema: ParameterSchema): ParameterSchema {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !keyword.startsWith('x-')),
  );
}

function joinPath(path: string, name: string): string {
  return path ? `${path}.${name}` : name;
}
