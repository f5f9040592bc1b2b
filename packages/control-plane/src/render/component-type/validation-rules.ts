import type { Trait } from '@promenade/openchoreo-model';
import type { Variables } from './cel/expression';
import { itemPath } from './field-path';
import { loopVariables } from './loop';
import { renderCondition } from './render-template';
import {
  describeObject,
  isTarget,
  withResource,
  type RenderedResource,
} from './rendered-resource';
import { TemplateError } from './template-error';

type Spec = Trait['spec'];
type PostRenderRule = NonNullable<Spec['postRenderValidations']>[number];

/** The rules of a ComponentType or Trait. */
export type ValidationRules = Pick<
  Spec,
  'validations' | 'preRenderValidations' | 'postRenderValidations'
>;

/** A rule that is false, or that cannot be evaluated. */
export interface BrokenRule {
  /** Path of the rule. */
  readonly field: string;
  readonly message: string;
}

/** Evaluates the rules on parameters and workload. All broken rules are returned. */
export function checkBeforeRendering(
  { validations, preRenderValidations }: ValidationRules,
  variables: Variables,
  path: string,
): BrokenRule[] {
  const lists = { validations, preRenderValidations };
  return Object.entries(lists).flatMap(([name, rules = []]) =>
    rules.flatMap(({ rule, message }, index) => {
      const field = `${itemPath(`${path}.${name}`, index)}.rule`;
      return collectBroken(field, () =>
        renderCondition(rule, variables, field) ? [] : [{ field, message }],
      );
    }),
  );
}

/** Evaluates the rules on the rendered objects. All broken rules are returned. */
export function checkAfterRendering(
  { postRenderValidations = [] }: ValidationRules,
  resources: readonly RenderedResource[],
  variables: Variables,
  path: string,
): BrokenRule[] {
  return postRenderValidations.flatMap((rule, index) => {
    const field = itemPath(`${path}.postRenderValidations`, index);
    return collectBroken(field, () =>
      rule.when !== undefined &&
      !renderCondition(rule.when, variables, `${field}.when`)
        ? []
        : loopVariables(rule, variables, field).flatMap(scope =>
            checkTargets(rule, resources, scope, field),
          ),
    );
  });
}

function checkTargets(
  { rule, message, target, targetPlane }: PostRenderRule,
  resources: readonly RenderedResource[],
  variables: Variables,
  field: string,
): BrokenRule[] {
  const targets = resources.filter(resource =>
    isTarget(resource, target, targetPlane, variables, `${field}.target`),
  );
  if (targets.length === 0 && target.mustMatch) {
    return [
      {
        field: `${field}.target`,
        message: `no rendered ${target.kind} matches the target`,
      },
    ];
  }
  return targets.flatMap(({ object }) =>
    collectBroken(field, () =>
      renderCondition(rule, withResource(variables, object), `${field}.rule`)
        ? []
        : [
            {
              field: `${field}.rule`,
              message: `${describeObject(object)}: ${message}`,
            },
          ],
    ),
  );
}

/** Turns the error of an expression into a broken rule, so that the other rules are evaluated. */
function collectBroken(field: string, check: () => BrokenRule[]): BrokenRule[] {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [{ field: error.field || field, message: error.problem }];
  }
}
