import type { Trait } from '@promenade/openchoreo-model';
import type {
  ComponentDefinitions,
  Definition,
} from '../../core/component-type/definitions';
import { invalid, warning, type Problem } from '../../core/problem';
import { isJsonObject, jsonAt, type JsonObject } from '../../runtime/json';
import { compareText } from '../../runtime/sort';
import { applyTrait, renderTraitValues } from './apply-trait';
import { withCostBudget } from './cel/cost-budget';
import type { Variables } from './cel/expression';
import { toCel } from './cel/values';
import { itemPath } from './field-path';
import { renderResources } from './render-resources';
import { describeObject, type RenderedResource } from './rendered-resource';
import { addResourceHash } from './resource-hash';
import { TemplateError } from './template-error';
import {
  checkAfterRendering,
  checkBeforeRendering,
  type BrokenRule,
} from './validation-rules';
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

/** The objects of a component. With an error among the problems, they are incomplete. */
export interface RenderedComponent {
  readonly resources: RenderedResource[];
  readonly problems: Problem[];
}

/** One use of a trait, by the type or by the component. */
interface TraitInstance {
  readonly trait: Definition<Trait['spec']>;
  readonly instanceName: string;
  readonly variables: Variables;
}

/**
 * Renders a component with a component type as OpenChoreo 1.x does: the rules before rendering, the objects of the type, the traits of
 * the type, the traits of the component, the rules after rendering, labels, and the hash that restarts the pods.
 */
export function renderComponentType(
  input: ComponentTypeInput,
): RenderedComponent {
  const problems: Problem[] = [];
  try {
    return {
      resources: withCostBudget(() => renderAll(input, problems)),
      problems,
    };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return {
      resources: [],
      problems: [...problems, invalid(error.field, error.problem)],
    };
  }
}

function renderAll(
  input: ComponentTypeInput,
  problems: Problem[],
): RenderedResource[] {
  const { componentType, profile, environmentConfigs } = input;
  const { spec } = componentType;
  const path = specPath(componentType);
  const variables = withValues(
    input.variables,
    spec,
    { parameters: profile.parameters, environmentConfigs },
    {
      parameters: 'Component spec.parameters',
      environmentConfigs: 'spec.componentTypeEnvironmentConfigs',
      definition: path,
    },
    problems,
  );
  const instances = listTraits(input, variables, problems);
  addBroken(problems, checkBeforeRendering(spec, variables, path));
  for (const { trait, variables: scope } of instances) {
    addBroken(
      problems,
      checkBeforeRendering(trait.spec, scope, specPath(trait)),
    );
  }
  // Templates rely on what schemas and rules guarantee.
  if (hasErrors(problems)) return [];
  const own = renderResources(spec.resources, variables, `${path}.resources`);
  const all = instances.reduce<RenderedResource[]>(
    (before, { trait, instanceName, variables: scope }) =>
      applyTrait(trait.spec, instanceName, before, scope, specPath(trait)),
    own,
  );
  addBroken(problems, checkAfterRendering(spec, all, variables, path));
  for (const { trait, variables: scope } of instances) {
    addBroken(
      problems,
      checkAfterRendering(trait.spec, all, scope, specPath(trait)),
    );
  }
  const labelled = all.map(resource => ({
    ...resource,
    object: addLabels(resource.object, input.labels),
  }));
  problems.push(...findInvalidObjects(labelled, path));
  return addResourceHash(sortResources(labelled), spec.workloadType);
}

function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'Error');
}

function addBroken(problems: Problem[], broken: readonly BrokenRule[]): void {
  problems.push(...broken.map(({ field, message }) => invalid(field, message)));
}

/** Path of the spec of a type or trait, with the object in front. */
function specPath({ kind, name }: Definition<unknown>): string {
  return `${kind} ${name} spec`;
}

/** Adds the variables `parameters` and `environmentConfigs`: the given values with the defaults of their schemas. */
function withValues(
  variables: Variables,
  definition: Pick<Trait['spec'], 'parameters' | 'environmentConfigs'>,
  given: { readonly parameters: unknown; readonly environmentConfigs: unknown },
  fields: {
    readonly parameters: string;
    readonly environmentConfigs: string;
    readonly definition: string;
  },
  problems: Problem[],
): Variables {
  const applied: [string, unknown][] = (
    ['parameters', 'environmentConfigs'] as const
  ).map(name => {
    const {
      values,
      problems: found,
      undeclared,
    } = TemplateError.at(`${fields.definition}.${name}`, () =>
      applySchema(schemaOf(definition[name]), given[name]),
    );
    const fieldOf = (path: string) =>
      path && !path.startsWith('[')
        ? `${fields[name]}.${path}`
        : `${fields[name]}${path}`;
    problems.push(
      ...found.map(({ path, message }) => invalid(fieldOf(path), message)),
      ...undeclared.map(path =>
        warning(
          fieldOf(path),
          'the schema has no such value, so that it has no effect; remove it',
        ),
      ),
    );
    return [name, toCel(values)];
  });
  return { ...variables, ...Object.fromEntries(applied) };
}

/** The traits of the type, then those of the component, with their variables. */
function listTraits(
  { componentType, traits, profile, ...input }: ComponentTypeInput,
  typeVariables: Variables,
  problems: Problem[],
): TraitInstance[] {
  const path = specPath(componentType);
  const environments = input.traitEnvironmentConfigs ?? {};
  const find = (kind: string, name: string, field: string) => {
    const found = traits.find(
      trait => trait.kind === kind && trait.name === name,
    );
    if (found) return found;
    throw new TemplateError(field, `${kind} "${name}" not found; create it`);
  };
  const instanceOf = (
    trait: Definition<Trait['spec']>,
    instanceName: string,
    given: Parameters<typeof withValues>[2],
    field: string,
  ): TraitInstance => ({
    trait,
    instanceName,
    variables: withValues(
      {
        ...input.variables,
        trait: { name: trait.name, instanceName },
      },
      trait.spec,
      given,
      {
        parameters: `${field}.parameters`,
        environmentConfigs: `spec.traitEnvironmentConfigs.${instanceName}`,
        definition: specPath(trait),
      },
      problems,
    ),
  });
  const embedded = (componentType.spec.traits ?? []).map((each, index) => {
    const field = itemPath(`${path}.traits`, index);
    return instanceOf(
      find(each.kind, each.name, field),
      each.instanceName,
      {
        parameters: renderTraitValues(
          each.parameters,
          typeVariables,
          `${field}.parameters`,
        ),
        environmentConfigs: renderTraitValues(
          each.environmentConfigs,
          typeVariables,
          `${field}.environmentConfigs`,
        ),
      },
      field,
    );
  });
  const own = (profile.traits ?? []).map((each, index) => {
    const field = itemPath('Component spec.traits', index);
    return instanceOf(
      find(each.kind, each.name, field),
      each.instanceName,
      {
        parameters: each.parameters,
        environmentConfigs: environments[each.instanceName],
      },
      field,
    );
  });
  const instances = new Set([...embedded, ...own].map(i => i.instanceName));
  problems.push(
    ...Object.keys(environments)
      .filter(name => !instances.has(name))
      .map(name =>
        warning(
          `spec.traitEnvironmentConfigs.${name}`,
          'the release has no such trait, so that the values have no effect',
        ),
      ),
  );
  return [...embedded, ...own];
}

function addLabels(
  object: JsonObject,
  labels: ComponentTypeInput['labels'],
): JsonObject {
  const metadata = isJsonObject(object.metadata) ? object.metadata : {};
  const own = isJsonObject(metadata.labels) ? metadata.labels : {};
  return {
    ...object,
    metadata: { ...metadata, labels: { ...own, ...labels } },
  };
}

/** Objects without what every object needs, and objects that are rendered twice. */
function findInvalidObjects(
  resources: readonly RenderedResource[],
  path: string,
): Problem[] {
  const identities = new Set<string>();
  return resources.flatMap(({ id, object }) => {
    const missing = (
      [['apiVersion'], ['kind'], ['metadata', 'name']] as const
    ).find(member => {
      const value = jsonAt(object, ...member);
      return typeof value !== 'string' || value === '';
    });
    if (missing) {
      return invalid(
        path,
        `the object "${id}" has no ${missing.join(
          '.',
        )}; set it in its template`,
      );
    }
    const identity = `${object.apiVersion} ${describeObject(object)} ${jsonAt(
      object,
      'metadata',
      'namespace',
    )}`;
    if (!identities.has(identity)) {
      identities.add(identity);
      return [];
    }
    return invalid(
      path,
      `${describeObject(object)} is rendered twice; give one another name`,
    );
  });
}

/** Sorts objects by kind, version, namespace and name, so that the order of templates does not matter. */
function sortResources(
  resources: readonly RenderedResource[],
): RenderedResource[] {
  const keyOf = ({ object }: RenderedResource) =>
    [
      object.kind,
      object.apiVersion,
      jsonAt(object, 'metadata', 'namespace') ?? '',
      jsonAt(object, 'metadata', 'name'),
    ].join('\0');
  return [...resources].sort((a, b) => compareText(keyOf(a), keyOf(b)));
}
