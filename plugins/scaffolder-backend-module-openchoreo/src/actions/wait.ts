import { InputError, NotAllowedError } from '@backstage/errors';
import {
  createTemplateAction,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  type ComponentRef,
  type PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  waitForCache,
  type BuildSnapshot,
  type StateVerdict,
} from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import {
  publishedInputSchema,
  publishedOutputSchema,
  resourceInputs,
} from '../actionSchemas';
import { PlatformNames } from '../PlatformNames';
import { buildLine, promotionLine, stateLine } from '../report/progress';
import { outputAll } from '../step/outputAll';
import type { StepContext } from '../step/resolveStep';
import { withoutStack } from '../step/withoutStack';
import { timeoutInput } from '../timeLimit';
import type { ActionServices } from '../VerbAction';
import { waitWithProgress } from '../waitWithProgress';
import { examples } from './wait.examples';

const inputSchema = z.strictObject({
  for: z
    .enum(['ready', 'promotion', 'build'])
    .describe(
      'What to wait for: that the component is ready in an environment, that a promotion has succeeded, or that a build has succeeded',
    ),
  ...resourceInputs.component,
  environment: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Entity ref or name of the environment, with `ready`. The first of the deployment pipeline by default',
    ),
  name: z
    .string()
    .min(1)
    .optional()
    .describe('Name of the promotion or of the build'),
  timeout: timeoutInput,
});

const outputSchema = z.object({
  environment: z.string().optional().describe('Name of the environment'),
  release: z
    .string()
    .optional()
    .describe('First seven characters of the content hash of the release'),
  commit: z.string().optional().describe('Commit that was built'),
  image: z
    .string()
    .optional()
    .describe('Reference of the image that was built'),
});

type Input = z.output<typeof inputSchema>;

/**
 * `openchoreo:wait`: waits for a component, a promotion or a build that an earlier step or somebody else has started. It needs the
 * permission to read the deployments of the component.
 *
 * @public
 */
export function waitAction(services: ActionServices): TemplateAction {
  return createTemplateAction({
    id: 'openchoreo:wait',
    description:
      'Waits until a component of OpenChoreo is ready in an environment, or until a promotion or a build has succeeded. The log has the progress. Fails with the reason, or at the time limit.',
    examples,
    supportsDryRun: true,
    schema: {
      input: () => publishedInputSchema(inputSchema),
      output: () => publishedOutputSchema(outputSchema),
    },
    async handler(context) {
      await withoutStack(services.logger, context.signal, async () => {
        const { signal } = context;
        signal?.throwIfAborted();
        const input = parseInput(inputSchema, context.input);
        outputAll(context, await wait(input, context, services));
      });
    },
  });
}

async function wait(
  input: Input,
  context: StepContext,
  services: ActionServices,
): Promise<z.output<typeof outputSchema>> {
  const { authorization, openchoreo } = services;
  const { timeout } = input;
  if (context.isDryRun) {
    // Nothing is looked up: no step before it has created the component.
    context.logger.info(
      `Would wait for ${input.component}: ${[
        input.for,
        input.name ?? input.environment,
      ]
        .filter(Boolean)
        .join(' ')}`,
    );
    return {};
  }
  const credentials = await context.getInitiatorCredentials();
  const names = new PlatformNames(services, credentials);
  const ref = await names.component(input.component, input.organization);
  const [canRead] = await authorization.canRead([ref], credentials);
  if (!canRead) {
    const refs = await authorization.componentRefs();
    const { organization, component: name } = ref;
    throw new NotAllowedError(
      `You do not have the permission to read the deployments of ${refs.of({
        organization,
        name,
      })}. Ask the platform team for it`,
    );
  }
  const { component, organization: ofComponent } = ref;
  await waitForCache(openchoreo.cache, {
    organization: ofComponent,
    signal: context.signal,
  });
  if (input.for === 'ready') {
    const environment =
      input.environment === undefined
        ? firstEnvironment(services, ref)
        : await names.reference(
            'environment',
            input.environment,
            ref.organization,
          );
    const subject = `${component} to become ready in ${environment}`;
    await waitWithProgress<StateVerdict>(context, {
      timeout,
      wait: options => openchoreo.waitForReady(ref, environment, options),
      lineOf: verdict => stateLine(environment, verdict),
      message: timeLimitMessage(subject),
    });
    const card = openchoreo.views
      .deployBoard(ref)
      .environments.find(each => each.environment.name === environment);
    return { environment, release: card?.release?.short };
  }
  const { name } = input;
  if (name === undefined) {
    throw new InputError(`name: enter the name of the ${input.for}`);
  }
  const subject = `the ${input.for} ${name} of ${component} to succeed`;
  if (input.for === 'promotion') {
    const promotion = await waitWithProgress<PromotionView | undefined>(
      context,
      {
        timeout,
        wait: options => openchoreo.waitForPromotion(ref, name, options),
        lineOf: view => view && promotionLine(view),
        message: timeLimitMessage(subject),
      },
    );
    return { environment: promotion?.to, release: promotion?.release?.short };
  }
  const build = await waitWithProgress<BuildSnapshot | undefined>(context, {
    timeout,
    wait: options => openchoreo.waitForBuild(ref, name, options),
    lineOf: snapshot => snapshot && buildLine(snapshot),
    message: timeLimitMessage(subject),
  });
  return { commit: build?.commit, image: build?.image };
}

function timeLimitMessage(subject: string) {
  const since = new Date().toISOString().replace(/\.\d+/, '');
  return (time: string, lastState: string) =>
    `Waited for ${subject} since ${since}, in vain for ${time}. Last state: ${lastState}. Run the step again to wait longer`;
}

function firstEnvironment(
  { openchoreo }: ActionServices,
  ref: ComponentRef,
): string {
  const [first] = openchoreo.views.deployBoard(ref).environments;
  if (first) return first.environment.name;
  throw new InputError(
    `${ref.component} has no environment. Check the deployment pipeline of the project`,
  );
}
