import { z } from 'zod';
import { outputAll } from './outputAll';
import type { ResolvedStep } from './resolveStep';
import { checkpointKey } from './subject';

/** Executes the verb of a step, waits for its effect as the action does, and sets the outputs. */
export async function applyStep<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Extra extends z.ZodObject,
  ActionOutput extends z.ZodObject,
>(step: ResolvedStep<Input, Output, Extra, ActionOutput>): Promise<void> {
  const { verb, extras, services, context, caller } = step;
  const { authorization, openchoreo } = services;
  const { signal } = context;
  const execute = (input: z.output<Input>) =>
    authorization.run(verb, input, caller, request =>
      openchoreo.verbs.execute(verb, input, { ...request, signal }),
    );
  const outputs = await extras.perform({
    ...step,
    execute,
    undo: input =>
      authorization.undo(verb, input, caller, () =>
        openchoreo.verbs.undo(verb, input),
      ),
    async executeOnce() {
      const stored = await context.checkpoint({
        key: checkpointKey(verb, step.input),
        // Outputs have no secrets: a checkpoint is stored as JSON.
        fn: async () =>
          z.json().parse(JSON.parse(JSON.stringify(await execute(step.input)))),
      });
      return verb.output.parse(stored);
    },
  });
  outputAll(context, outputs);
}
