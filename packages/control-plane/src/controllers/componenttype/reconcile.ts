import { Clock } from '@promenade/kube-client';
import { Condition, KubernetesObject } from '@promenade/openchoreo-model';
import { DefinitionProblem } from '../../render/component-type/validate-definition';
import { withConditions } from '../../runtime/conditions';
import { isDeleting } from '../../runtime/finalizer';
import { TypedResource } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';

/** Most problems in a condition. */
const maxProblems = 20;

/** Reports whether the schemas and expressions of a ComponentType or Trait are valid, with the field of each problem. */
export function validityReconciler<
  T extends KubernetesObject & { status?: { conditions?: Condition[] } },
>(
  kind: TypedResource<T>,
  validate: (definition: T) => readonly DefinitionProblem[],
  { clock }: { clock: Clock },
): Reconcile {
  return async (key, read, write) => {
    const definition = read.get(kind, key);
    if (!definition || isDeleting(definition)) return;
    const problems = validate(definition);
    const readiness = problems.length
      ? {
          status: 'False' as const,
          reason: 'Invalid',
          message: formatProblems(problems),
        }
      : {
          status: 'True' as const,
          reason: 'Valid',
          message: 'The schemas and expressions are valid',
        };
    await write.updateStatus(
      kind,
      definition,
      withConditions(
        definition,
        [{ type: 'Ready', ...readiness }],
        new Date(clock.now()),
      ),
    );
  };
}

function formatProblems(problems: readonly DefinitionProblem[]): string {
  const shown = problems
    .slice(0, maxProblems)
    .map(({ field, message }) => `${field}: ${message}`);
  const more = problems.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more problems`] : [])].join(
    '; ',
  );
}
