import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { createVerbAction } from '../createVerbAction';
import type { ActionServices } from '../VerbAction';
import { examples } from './createProject.examples';

/**
 * `openchoreo:project:create`
 *
 * @public
 */
export function createProjectAction(services: ActionServices) {
  return createVerbAction(verbs.createProject, services, {
    description: 'Waits until the catalog has it. Safe to retry.',
    examples,
    input: z.object({}),
    output: verbs.createProject.output,
    planOutputs: ({ output }) => output,
    async perform({ context, input, executeOnce }) {
      const output = await executeOnce();
      context.logger.info(
        `Created project ${input.name} in ${input.organization}`,
      );
      return output;
    },
  });
}
