import type { HumanDuration } from '@backstage/types';
import {
  verbs,
  type ComponentRef,
  isErrorNamed,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  OpenChoreoService,
  StateVerdict,
} from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import { createVerbAction } from '../createVerbAction';
import { stateLine } from '../report/progress';
import { timeoutInput } from '../timeLimit';
import { waitWithProgress } from '../waitWithProgress';
import type { ActionServices, VerbStep } from '../VerbAction';
import { examples } from './createComponent.examples';
import { runAttempts } from './runAttempts';

/**
 * `openchoreo:component:create`
 *
 * @public
 */
export function createComponentAction(services: ActionServices) {
  return createVerbAction(verbs.createComponent, services, {
    description:
      'Waits until it is ready there. Safe to retry: nothing is created twice.',
    examples,
    input: z.object({
      waitUntilReady: z
        .boolean()
        .optional()
        .describe(
          'Whether to wait until it is ready. True by default, unless it is built',
        ),
      timeout: timeoutInput,
    }),
    output: verbs.createComponent.output.extend({
      release: z
        .string()
        .optional()
        .describe(
          'First seven characters of the content hash of the release that runs, after waiting',
        ),
    }),
    planOutputs: ({ output }) => output,
    perform: performCreation,
  });
}

type Step = VerbStep<
  z.output<typeof verbs.createComponent.input>,
  z.output<typeof verbs.createComponent.output>,
  { waitUntilReady?: boolean; timeout?: string | HumanDuration }
>;

/**
 * Creates a component and waits until it is ready.
 *
 * A component that does not become ready is deleted again, so that a corrected request can have its name. At the time limit it
 * stays, because it may still become ready. One that an earlier task has created with equal values stays, too.
 *
 * @throws ConflictError with the reason when it does not become ready, TimeLimitError when it takes too long
 */
async function performCreation(step: Step) {
  const { organization, name } = step.input;
  return runAttempts(
    { ...step, idempotencyKey: step.requestKey },
    `create.component.${organization}/${name}`,
    idempotencyKey => attemptCreation(step, idempotencyKey),
  );
}

async function attemptCreation(step: Step, idempotencyKey: string) {
  const { context, extra, services } = step;
  const { logger } = context;
  const { openchoreo } = services;
  const input = { ...step.input, idempotencyKey };
  const existed = await context.checkpoint({
    key: `existed.${idempotencyKey}`,
    fn: async () =>
      exists(openchoreo, {
        organization: input.organization,
        project: input.project,
        component: input.name,
      }),
  });
  const output = await step.execute(input);
  const { organization, project, component, environment } = output;
  context.output('environment', environment);
  context.output('objects', output.objects);
  logger.info(
    existed
      ? `Component ${component} was created with these values before, in project ${project} of ${organization}`
      : `Created component ${component} in project ${project} of ${organization}`,
  );
  const { waitUntilReady = !input.build } = extra;
  if (!waitUntilReady) return output;

  const ref = { organization, project, component };
  try {
    await waitWithProgress<StateVerdict>(context, {
      timeout: extra.timeout,
      wait: options => openchoreo.waitForReady(ref, environment, options),
      lineOf: verdict => stateLine(environment, verdict),
      message: (time, lastState) =>
        `${component} is created, but was not ready within ${time}. Last state: ${lastState}. The rollout continues; run the step again to wait longer`,
    });
  } catch (error) {
    if (existed || !isErrorNamed(error, 'ConflictError')) throw error;
    await step.undo(input);
    return {
      ...output,
      failure: `${error.message} The component was deleted again: correct the input, and create it once more`,
    };
  }
  const card = openchoreo.views
    .deployBoard(ref)
    .environments.find(candidate => candidate.environment.name === environment);
  return { ...output, release: card?.release?.short };
}

function exists({ views }: OpenChoreoService, component: ComponentRef) {
  try {
    return Boolean(views.deployBoard(component));
  } catch (error) {
    if (isErrorNamed(error, 'NotFoundError')) return false;
    throw error;
  }
}
