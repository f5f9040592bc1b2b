import type { Trait } from '@promenade/openchoreo-model';
import type { Json, JsonObject } from '../../runtime/json';
import type { Variables } from './cel/expression';
import { isPresent } from './cel/values';
import { itemPath } from './field-path';
import { loopVariables } from './loop';
import { applyOperation, type PatchOperation } from './patch';
import { renderResources } from './render-resources';
import { renderTemplate } from './render-template';
import {
  describeObject,
  isTarget,
  type RenderedResource,
} from './rendered-resource';
import type { TraitScope } from './scopes';
import { TemplateError } from './template-error';

type Spec = Trait['spec'];
type Patch = NonNullable<Spec['patches']>[number];
type Removal = NonNullable<Spec['removes']>[number];

/** Kinds of main objects, which no trait may remove. */
const workloadKinds: readonly unknown[] = [
  'Deployment',
  'StatefulSet',
  'CronJob',
  'Job',
];

/** Most operations of all patches of a trait, because loops multiply them. */
const maxOperations = 10_000;

/**
 * Applies a trait to the objects of a component: adds its own, then changes and removes what its targets mean.
 *
 * @throws TemplateError
 */
export function applyTrait(
  { spec, instanceName, variables, path }: TraitScope,
  resources: readonly RenderedResource[],
): RenderedResource[] {
  const { creates = [], patches = [], removes = [] } = spec;
  const created = [
    ...resources,
    ...renderResources(
      creates,
      variables,
      `${path}.creates`,
      `${instanceName}-`,
    ),
  ];
  const budget = { operations: maxOperations };
  const patched = patches.reduce<RenderedResource[]>(
    (before, patch, index) =>
      applyPatch(
        patch,
        before,
        variables,
        itemPath(`${path}.patches`, index),
        budget,
      ),
    created,
  );
  return removes.reduce<RenderedResource[]>(
    (before, removal, index) =>
      applyRemoval(
        removal,
        before,
        variables,
        itemPath(`${path}.removes`, index),
      ),
    patched,
  );
}

function applyPatch(
  patch: Patch,
  resources: readonly RenderedResource[],
  variables: Variables,
  field: string,
  budget: { operations: number },
): RenderedResource[] {
  return loopVariables(patch, variables, field).reduce<RenderedResource[]>(
    (before, scope) => {
      const { target, targetPlane } = patch;
      const isMeant = before.map(resource =>
        isTarget(resource, target, targetPlane, scope, `${field}.target`),
      );
      if (!isMeant.includes(true)) return before;
      const operations = renderOperations(patch, scope, field);
      budget.operations -= operations.length * isMeant.filter(Boolean).length;
      if (budget.operations < 0) {
        throw new TemplateError(
          field,
          `the patches of the trait have more than ${maxOperations} operations`,
        );
      }
      return before.map((resource, index) =>
        isMeant[index]
          ? {
              ...resource,
              object: applyOperations(resource.object, operations, field),
            }
          : resource,
      );
    },
    [...resources],
  );
}

function applyOperations(
  object: JsonObject,
  operations: readonly PatchOperation[],
  field: string,
): JsonObject {
  return operations.reduce((patched, operation, index) => {
    const path = `${itemPath(`${field}.operations`, index)}.path`;
    try {
      return applyOperation(patched, operation);
    } catch (error) {
      throw new TemplateError(
        path,
        `${operation.path} of ${describeObject(object)}: ${
          error instanceof Error ? error.message : String(error)
        }`,
      );
    }
  }, object);
}

function renderOperations(
  { operations }: Patch,
  variables: Variables,
  field: string,
): PatchOperation[] {
  return operations.flatMap(({ op, path, value }, index) => {
    const at = itemPath(`${field}.operations`, index);
    const pointer = renderTemplate(path, variables, `${at}.path`);
    if (typeof pointer !== 'string') {
      throw new TemplateError(`${at}.path`, 'the path must be a text');
    }
    const rendered: ReturnType<typeof renderTemplate> =
      op === 'remove' ? null : renderTemplate(value, variables, `${at}.value`);
    return isPresent<Json>(rendered)
      ? [{ op, path: pointer, value: rendered }]
      : [];
  });
}

function applyRemoval(
  removal: Removal,
  resources: readonly RenderedResource[],
  variables: Variables,
  field: string,
): RenderedResource[] {
  const { target, targetPlane } = removal;
  if (workloadKinds.includes(target.kind)) {
    throw new TemplateError(
      `${field}.target.kind`,
      `a ${target.kind} is the main object of a component and cannot be removed`,
    );
  }
  return loopVariables(removal, variables, field).reduce<RenderedResource[]>(
    (before, scope) =>
      before.filter(
        resource =>
          !isTarget(resource, target, targetPlane, scope, `${field}.target`),
      ),
    [...resources],
  );
}
