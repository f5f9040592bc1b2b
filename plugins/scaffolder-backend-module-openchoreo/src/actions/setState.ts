import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { createVerbAction } from '../createVerbAction';
import type { ActionServices } from '../VerbAction';
import { performAndWait, waitInputs } from './completion';
import { examples } from './setState.examples';

const identitySchema = verbs.setState.input.pick({
  organization: true,
  project: true,
  component: true,
  environment: true,
});

/** `openchoreo:state:set` */
export function setStateAction(services: ActionServices) {
  return createVerbAction(verbs.setState, services, {
    description: 'Without a resourceVersion, that of now is taken.',
    examples,
    input: waitInputs(verbs.setState),
    output: z.object({}),
    complete: {
      fields: ['resourceVersion'],
      values(input, { openchoreo }) {
        if (input.resourceVersion !== undefined) return {};
        const { environment, ...ref } = identitySchema.parse(input);
        const card = openchoreo.views
          .deployBoard(ref)
          .environments.find(
            candidate => candidate.environment.name === environment,
          );
        return { resourceVersion: card?.binding?.resourceVersion };
      },
    },
    planOutputs: () => ({}),
    async perform(step) {
      await performAndWait(verbs.setState, step);
      return {};
    },
  });
}
