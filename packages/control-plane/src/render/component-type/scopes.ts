import type { Trait } from '@promenade/openchoreo-model';
import type {
  ComponentDefinitions,
  Definition,
} from '../../core/component-type/definitions';
import { invalid, warning, type Problem } from '../../core/problem';
import { isJsonObject, type Json, type JsonObject } from '../../runtime/json';
import type { Variables } from './cel/expression';
import { isPresent, toCel } from './cel/values';
import { itemPath } from './field-path';
import { renderTemplate } from './render-template';
import { TemplateError } from './template-error';
import { applySchema, schemaOf } from './values-schema';

/** What a component with a component type is rendered from. */
export interface ComponentTypeInput extends ComponentDefinitions {
  /** Values of the type for the environment. */
  readonly environmentConfigs?: unknown;
  /** Values of the traits for the environment, by the name of the instance. */
  readonly traitEnvironmentConfigs?: { readonly [instance: string]: unknown };
  /** Variables that do not depend on the type, as values of CEL. */
  readonly variables: Variables;
  /** Labels of all objects. */
  readonly labels: { readonly [key: string]: string };
}

/** A type, or one use of a trait, with the variables of its expressions. */
export interface Scope<S> {
  readonly spec: S;
  readonly variables: Variables;
  /** Path of the spec, with the object in front, for errors. */
  readonly path: string;
}

/** One use of a trait, by the type or by the component. */
export interface TraitScope extends Scope<Trait['spec']> {
  readonly instanceName: string;
}

/** Values that people set, or the fields where they set them. */
interface Values<T> {
  readonly parameters: T;
  readonly environmentConfigs: T;
}

/** The scope of the component type. What is wrong with its values is added to the problems. */
export function typeScope(
  { componentType, profile, environmentConfigs, variables }: ComponentTypeInput,
  problems: Problem[],
): Scope<ComponentDefinitions['componentType']['spec']> {
  return resolveScope(
    componentType,
    variables,
    { parameters: profile.parameters, environmentConfigs },
    {
      parameters: 'Component spec.parameters',
      environmentConfigs: 'spec.componentTypeEnvironmentConfigs',
    },
    problems,
  );
}

/**
 * The scopes of the traits of the type, then of those of the component. What is wrong with their values is added to the problems.
 *
 * @throws TemplateError
 */
export function traitScopes(
  input: ComponentTypeInput,
  type: ReturnType<typeof typeScope>,
  problems: Problem[],
): TraitScope[] {
  const { profile, traitEnvironmentConfigs = {} } = input;
  const own = profile.traits ?? [];
  problems.push(...findUnusedValues(traitEnvironmentConfigs, own));
  return [
    ...(type.spec.traits ?? []).map((each, index) => {
      const field = itemPath(`${type.path}.traits`, index);
      const render = (name: keyof Values<unknown>) =>
        renderTraitValues(each[name], type.variables, `${field}.${name}`);
      return traitScope(
        input,
        each,
        field,
        {
          parameters: render('parameters'),
          environmentConfigs: render('environmentConfigs'),
        },
        problems,
      );
    }),
    ...own.map((each, index) =>
      traitScope(
        input,
        each,
        itemPath('Component spec.traits', index),
        {
          parameters: each.parameters,
          environmentConfigs: traitEnvironmentConfigs[each.instanceName],
        },
        problems,
      ),
    ),
  ];
}

/** Renders the values that a ComponentType gives to an embedded trait. @throws TemplateError */
function renderTraitValues(
  values: unknown,
  variables: Variables,
  path: string,
): JsonObject {
  const rendered = renderTemplate(values ?? {}, variables, path);
  return isJsonObject(rendered) && isPresent<Json>(rendered) ? rendered : {};
}

/** @param field - path of the reference to the trait */
function traitScope(
  { traits, variables }: ComponentTypeInput,
  { kind, name, instanceName }: NamedInstance,
  field: string,
  given: Values<unknown>,
  problems: Problem[],
): TraitScope {
  const trait = traits.find(each => each.kind === kind && each.name === name);
  if (!trait) {
    throw new TemplateError(field, `${kind} "${name}" not found; create it`);
  }
  return {
    instanceName,
    ...resolveScope(
      trait,
      { ...variables, trait: { name, instanceName } },
      given,
      {
        parameters: `${field}.parameters`,
        environmentConfigs: `spec.traitEnvironmentConfigs.${instanceName}`,
      },
      problems,
    ),
  };
}

type NamedInstance = Pick<
  NonNullable<ComponentDefinitions['profile']['traits']>[number],
  'kind' | 'name' | 'instanceName'
>;

function findUnusedValues(
  values: object,
  traits: readonly NamedInstance[],
): Problem[] {
  return Object.keys(values)
    .filter(name => !traits.some(({ instanceName }) => instanceName === name))
    .map(name =>
      warning(
        `spec.traitEnvironmentConfigs.${name}`,
        'the component has no such trait in this release, so that the values have no effect',
      ),
    );
}

/** Adds the variables `parameters` and `environmentConfigs`: the given values with the defaults of their schemas. */
function resolveScope<
  S extends Pick<Trait['spec'], 'parameters' | 'environmentConfigs'>,
>(
  { kind, name: definitionName, spec }: Definition<S>,
  variables: Variables,
  given: Values<unknown>,
  fields: Values<string>,
  problems: Problem[],
): Scope<S> {
  const path = `${kind} ${definitionName} spec`;
  const values = (name: keyof Values<unknown>): unknown => {
    const applied = TemplateError.at(`${path}.${name}`, () =>
      applySchema(schemaOf(spec[name]), given[name]),
    );
    const fieldOf = (at: string) =>
      `${fields[name]}${at && !at.startsWith('[') ? '.' : ''}${at}`;
    problems.push(
      ...applied.problems.map(({ path: at, message }) =>
        invalid(fieldOf(at), message),
      ),
      ...applied.undeclared.map(at =>
        warning(
          fieldOf(at),
          'the schema has no such value, so that it has no effect; remove it',
        ),
      ),
    );
    return toCel(applied.values);
  };
  return {
    spec,
    path,
    variables: {
      ...variables,
      parameters: values('parameters'),
      environmentConfigs: values('environmentConfigs'),
    },
  };
}
