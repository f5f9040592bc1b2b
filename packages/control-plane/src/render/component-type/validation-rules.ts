import type { Trait } from '@promenade/openchoreo-model';
import { invalid, type Problem } from '../../core/problem';
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
import type { Scope } from './scopes';
import { TemplateError } from './template-error';

type Spec = Trait['spec'];
type PostRenderRule = NonNullable<Spec['postRenderValidations']>[number];

/** The rules of a ComponentType or Trait. */
export type ValidationRules = Pick<
  Spec,
  'validations' | 'preRenderValidations' | 'postRenderValidations'
>;

/** Evaluates the rules on parameters and workload. Returns a problem for each rule that is false or cannot be evaluated. */
export function checkBeforeRendering({
  spec: { validations, preRenderValidations },
  variables,
  path,
}: Scope<ValidationRules>): Problem[] {
  const lists = { validations, preRenderValidations };
  return Object.entries(lists).flatMap(([name, rules = []]) =>
    rules.flatMap(({ rule, message }, index) => {
      const field = `${itemPath(`${path}.${name}`, index)}.rule`;
      return collectProblems(() =>
        renderCondition(rule, variables, field)
          ? []
          : [invalid(field, message)],
      );
    }),
  );
}

/** Evaluates the rules on the rendered objects. Returns a problem for each rule that is false or cannot be evaluated. */
export function checkAfterRendering(
  {
    spec: { postRenderValidations = [] },
    variables,
    path,
  }: Scope<ValidationRules>,
  resources: readonly RenderedResource[],
): Problem[] {
  return postRenderValidations.flatMap((rule, index) => {
    const field = itemPath(`${path}.postRenderValidations`, index);
    return collectProblems(() =>
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
): Problem[] {
  const targets = resources.filter(resource =>
    isTarget(resource, target, targetPlane, variables, `${field}.target`),
  );
  if (targets.length === 0 && target.mustMatch) {
    return [
      invalid(
        `${field}.target`,
        `no rendered ${target.kind} matches the target`,
      ),
    ];
  }
  return targets.flatMap(({ object }) =>
    collectProblems(() =>
      renderCondition(rule, withResource(variables, object), `${field}.rule`)
        ? []
        : [invalid(`${field}.rule`, `${describeObject(object)}: ${message}`)],
    ),
  );
}

/** Turns the error of an expression into a problem, so that the other rules are evaluated. */
function collectProblems(check: () => Problem[]): Problem[] {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [invalid(error.field, error.problem)];
  }
}
