import type { VerbDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import type { VerbPlan } from '@promenade/backstage-plugin-openchoreo-node';
import type { z } from 'zod';
import { findRepository } from '../delivery/gitHosts';
import { manifestPath } from '@promenade/git-client';
import { planDiff } from '../report/planDiff';
import { outputAll } from './outputAll';
import type { ResolvedStep } from './resolveStep';

/** Whether the objects of the plan of a verb are those that it deletes. */
export function isDeletion({ http }: VerbDeclaration): boolean {
  return http.method === 'DELETE';
}

/** Plans the change of a step, as the user who started the task. The API server validates it and writes nothing. */
export async function planChange<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Extra extends z.ZodObject,
  ActionOutput extends z.ZodObject,
>({
  verb,
  services,
  context,
  input,
  caller,
}: ResolvedStep<Input, Output, Extra, ActionOutput>): Promise<
  VerbPlan<z.output<Output>>
> {
  const { authorization, openchoreo } = services;
  const { signal } = context;
  return authorization.dryRun(verb, input, caller, request =>
    openchoreo.verbs.plan(verb, input, { ...request, signal }),
  );
}

/** The dry run of a step: outputs and logs what it would write, and where. */
export async function planStep<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Extra extends z.ZodObject,
  ActionOutput extends z.ZodObject,
>(step: ResolvedStep<Input, Output, Extra, ActionOutput>): Promise<void> {
  const { verb, extras, services, context, input, delivery } = step;
  const { logger } = context;
  const plan = await planChange(step);
  const diff = planDiff(plan, { isDeletion: isDeletion(verb) });
  outputAll(context, extras.planOutputs(plan));
  outputAll(context, { diff, deliveryMode: delivery.mode });
  if (extras.planText) logger.info(extras.planText(plan, input, services));
  logger.info(diff ? `These objects would change:\n${diff}` : 'No change');
  if (delivery.mode === 'pull-request') {
    const { url } = await findRepository(services.config, delivery.repository);
    const paths = plan.objects.map(object =>
      manifestPath(object, delivery.folder),
    );
    logger.info(
      `A pull request for the branch ${
        delivery.base
      } of ${url} would have these files:\n${paths
        .map(path => `  ${path}`)
        .join('\n')}`,
    );
  }
}
