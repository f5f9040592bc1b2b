import { invalid, type Problem } from '../../core/problem';
import { isJsonObject, jsonAt, type JsonObject } from '../../runtime/json';
import { compareText } from '../../runtime/sort';
import { applyTrait } from './apply-trait';
import { withCostBudget } from './cel/cost-budget';
import { renderResources } from './render-resources';
import { describeObject, type RenderedResource } from './rendered-resource';
import { addResourceHash } from './resource-hash';
import { traitScopes, typeScope, type ComponentTypeInput } from './scopes';
import { TemplateError } from './template-error';
import { checkAfterRendering, checkBeforeRendering } from './validation-rules';

/** The objects of a component. With an error among the problems, they are incomplete. */
export interface RenderedComponent {
  readonly resources: RenderedResource[];
  readonly problems: Problem[];
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
  const type = typeScope(input, problems);
  const traits = traitScopes(input, type, problems);
  for (const scope of [type, ...traits]) {
    problems.push(...checkBeforeRendering(scope));
  }
  // Templates rely on what schemas and rules guarantee.
  if (problems.some(({ severity }) => severity === 'Error')) return [];
  const own = renderResources(
    type.spec.resources,
    type.variables,
    `${type.path}.resources`,
  );
  const all = traits.reduce<RenderedResource[]>(
    (before, trait) => applyTrait(trait, before),
    own,
  );
  for (const scope of [type, ...traits]) {
    problems.push(...checkAfterRendering(scope, all));
  }
  const labelled = all.map(resource => ({
    ...resource,
    object: addLabels(resource.object, input.labels),
  }));
  problems.push(...findInvalidObjects(labelled, type.path));
  return addResourceHash(sortResources(labelled), type.spec.workloadType);
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
