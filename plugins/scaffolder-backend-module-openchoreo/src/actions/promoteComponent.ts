import {
  verbs,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { createVerbAction } from '../createVerbAction';
import { planLines } from '../report/planLines';
import { timeoutInput } from '../timeLimit';
import type { ActionServices } from '../VerbAction';
import { performPromotion } from './performPromotion';
import { examples } from './promoteComponent.examples';
import { promotionSource } from './promotionSource';

const name = (description: string) => z.string().describe(description);

const outputSchema = z.object({
  from: name('Name of the environment that it is promoted from'),
  to: name('Name of the environment that it is promoted to'),
  environment: name('The same as `to`'),
  promotion: name('Name of the Promotion').optional(),
  release: z
    .string()
    .optional()
    .describe('First seven characters of the content hash of the release'),
  objects: z
    .array(
      z.object({ kind: z.string(), namespace: z.string(), name: z.string() }),
    )
    .describe(
      'The Promotion. None when the environment has the release already',
    ),
});

const targetSchema = verbs.promoteComponent.input.pick({
  organization: true,
  project: true,
  component: true,
  to: true,
});

/**
 * `openchoreo:component:promote`
 *
 * @public
 */
export function promoteComponentAction(services: ActionServices) {
  return createVerbAction(verbs.promoteComponent, services, {
    description:
      'Waits until it is healthy there. Safe to retry: nothing is promoted twice.',
    examples,
    input: z.object({
      waitUntilComplete: z
        .boolean()
        .optional()
        .describe('Whether to wait until it is healthy there. True by default'),
      timeout: timeoutInput,
    }),
    output: outputSchema,
    complete: {
      fields: ['from'],
      values(input, { openchoreo }) {
        if (input.from !== undefined) return {};
        const { to, ...ref } = targetSchema.parse(input);
        return { from: promotionSource(openchoreo.views.component(ref), to) };
      },
    },
    planOutputs: ({ output, objects }) =>
      outputsOf(objects[0]?.metadata.namespace ?? '', {
        ...output,
        release: output.release?.short,
      }),
    planText(_, { organization, project, component, from, to }) {
      const ref = { organization, project, component };
      const plan = services.openchoreo.views.promotionPlan(ref, { from, to });
      return ['This would be promoted:', ...planLines(component, plan)].join(
        '\n',
      );
    },
    async perform(step) {
      return outputsOf(step.input.organization, {
        ...step.input,
        ...(await performPromotion(step)),
      });
    },
  });
}

function outputsOf(
  namespace: string,
  {
    name: promotion,
    from,
    to,
    release,
  }: Pick<PromotionView, 'from' | 'to'> & { name?: string; release?: string },
) {
  return {
    from,
    to,
    environment: to,
    promotion,
    release,
    objects: promotion
      ? [{ kind: 'Promotion', namespace, name: promotion }]
      : [],
  };
}
