import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import {
  scaffolderActionId,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import {
  actionInputSchema,
  actionOutputSchema,
  publishedInputSchema,
  publishedOutputSchema,
} from './actionSchemas';
import { applyStep } from './step/applyStep';
import { CatalogEffect } from './step/CatalogEffect';
import { deletedAlready } from './step/deletedAlready';
import { deliverStep } from './step/deliverStep';
import { outputAll } from './step/outputAll';
import { planChange, planStep } from './step/planStep';
import { resolveStep, type StepContext } from './step/resolveStep';
import { subjectOutputs } from './step/subject';
import { withoutStack } from './step/withoutStack';
import type {
  ActionExtras,
  ActionServices,
  VerbTemplateAction,
} from './VerbAction';

/**
 * Derives the scaffolder action of a verb. A step that runs again is the same request: the idempotency key is the same, and a
 * checkpoint returns the output of an execution that is complete.
 */
export function createVerbAction<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Extra extends z.ZodObject,
  ActionOutput extends z.ZodObject,
>(
  verb: VerbDeclaration<Input, Output>,
  services: ActionServices,
  extras: ActionExtras<Input, Output, Extra, ActionOutput>,
): VerbTemplateAction {
  const inputSchema = actionInputSchema(
    verb,
    extras.input,
    extras.complete?.fields ?? [],
  );
  const outputSchema = actionOutputSchema(verb, extras.output);
  const resolve = async (context: StepContext) => {
    context.signal?.throwIfAborted();
    return resolveStep({ verb, extras, services, inputSchema }, context);
  };
  const action = createTemplateAction({
    id: scaffolderActionId(verb),
    description: [verb.description, extras.description]
      .filter(Boolean)
      .join(' '),
    examples: extras.examples,
    supportsDryRun: true,
    schema: {
      input: () => publishedInputSchema(inputSchema),
      output: () => publishedOutputSchema(outputSchema),
    },
    async handler(context) {
      await withoutStack(services.logger, context.signal, async () => {
        let step: Awaited<ReturnType<typeof resolve>>;
        try {
          step = await resolve(context);
        } catch (error) {
          const deleted = deletedAlready(error, verb, services);
          if (!deleted) throw error;
          context.logger.info(`${deleted} does not exist: nothing is deleted`);
          return;
        }
        const { delivery } = step;
        outputAll(context, await subjectOutputs(verb, step.input, services));
        if (context.isDryRun) {
          await planStep(step);
          return;
        }
        outputAll(context, { deliveryMode: delivery.mode });
        if (delivery.mode === 'pull-request') {
          await deliverStep(step, delivery);
        } else {
          const effect = await CatalogEffect.begin(step);
          await applyStep(step);
          await effect.wait();
        }
      });
    },
  });
  return Object.assign(action, {
    verb,
    plan: async (context: StepContext) => planChange(await resolve(context)),
  });
}
