import { createComponent } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { createVerbAction } from '../createVerbAction';
import { ProgressLog, stateLine } from '../report/progress';
import { readTimeLimit, timeoutInput, withinTimeLimit } from '../timeLimit';
import type { ActionServices } from '../VerbAction';
import { examples } from './createComponent.examples';

/**
 * `openchoreo:component:create`
 *
 * @public
 */
export function createComponentAction(services: ActionServices) {
  return createVerbAction(createComponent, services, {
    description:
      'Waits until it is ready there. Safe to retry: nothing is created twice.',
    examples,
    input: z.object({
      waitUntilReady: z
        .boolean()
        .optional()
        .describe('Whether to wait until it is ready. True by default'),
      timeout: timeoutInput,
    }),
    output: createComponent.output.extend({
      release: z
        .string()
        .optional()
        .describe(
          'First seven characters of the content hash of the release that runs, after waiting',
        ),
    }),
    planOutputs: ({ output }) => output,
    async perform({ context, extra, input, executeOnce }) {
      const { logger, signal } = context;
      const limit = readTimeLimit(extra.timeout);
      const output = await executeOnce();
      const { organization, project, component, environment } = output;
      context.output('environment', environment);
      context.output('objects', output.objects);
      logger.info(
        `Created component ${component} in project ${project} of ${organization}`,
      );
      if (extra.waitUntilReady === false) return output;

      const ref = { organization, project, component };
      const progress = new ProgressLog(logger);
      await withinTimeLimit(
        whileWaiting =>
          services.openchoreo.waitForReady(ref, environment, {
            signal: whileWaiting,
            onProgress: verdict =>
              progress.log(stateLine(environment, verdict)),
          }),
        {
          limit,
          signal,
          message: time =>
            `${input.name} is created, but was not ready within ${time}. Last state: ${progress.lastLine} The rollout continues; run the step again to wait longer`,
        },
      );
      const card = services.openchoreo.views
        .deployBoard(ref)
        .environments.find(({ environment: { name } }) => name === environment);
      return { ...output, release: card?.release?.short };
    },
  });
}
