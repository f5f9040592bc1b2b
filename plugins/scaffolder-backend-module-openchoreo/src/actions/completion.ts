import { ConflictError } from '@backstage/errors';
import type { HumanDuration } from '@backstage/types';
import {
  componentRefSchema,
  verbs,
  type ComponentRef,
  type DeploymentState,
  type VerbDeclaration,
  isErrorNamed,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  OpenChoreoService,
  StateVerdict,
} from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import { changeLines, changesIn } from '../report/changeLines';
import { stateLine } from '../report/progress';
import { checkpointKey, subjectOf } from '../step/subject';
import { timeoutInput } from '../timeLimit';
import type { VerbStep } from '../VerbAction';
import { waitWithProgress } from '../waitWithProgress';
import {
  followProjectPromotion,
  followPromotion,
  type FollowedPromotion,
} from './followPromotion';
import { reachedAlready } from './reachedAlready';
import { runAttempts } from './runAttempts';

type Values = Record<string, unknown>;

/** The inputs of an action that waits: whether it does, and for how long. */
interface WaitInputs {
  waits?: boolean;
  timeout?: string | HumanDuration;
}

type Step = VerbStep<Values, Values, WaitInputs>;

/** How an action waits for what its verb has begun. */
interface Completion {
  /** Name and description of the input that tells whether to wait. */
  input: string;
  description: string;
  perform(verb: VerbDeclaration, step: Step): Promise<Values>;
}

const completions: Readonly<
  Record<NonNullable<VerbDeclaration['completion']>, Completion>
> = {
  ready: {
    input: 'waitUntilReady',
    description:
      'Whether to wait until the component is ready again. True by default, unless nothing of it is deployed yet',
    perform: performChange,
  },
  promoted: {
    input: 'waitUntilComplete',
    description:
      'Whether to wait until it is healthy in the environment. True by default',
    perform: performPromotionRequest,
  },
  deleted: {
    input: 'waitUntilDeleted',
    description: 'Whether to wait until nothing is left. True by default',
    perform: performDeletion,
  },
};

const waitInputsSchema = z.object({ timeout: timeoutInput });

const namedSchema = z.object({ name: z.string().optional() });

/** A component, or a project. */
const subjectSchema = componentRefSchema.partial({ component: true });

/** A stored promotion, and why it has not succeeded. */
const outcomeSchema = z
  .object({ failure: z.string().optional() })
  .catchall(z.json());

/** The state that the input `state` of a verb leads to. */
const statesOf: Readonly<Partial<Record<string, DeploymentState[]>>> = {
  Active: ['Ready'],
  Suspend: ['Suspended'],
  Undeploy: ['NotDeployed'],
};

/** The inputs that the action of a verb has for its wait. None for a verb that is complete when it returns. */
export function waitInputs({ completion }: VerbDeclaration): z.ZodObject {
  if (!completion) return z.object({});
  const { input, description } = completions[completion];
  return z.object({
    [input]: z.boolean().optional().describe(description),
    timeout: timeoutInput,
  });
}

/** Executes the verb of a step, logs what it has changed, and waits until that has its effect. */
export async function performAndWait(
  verb: VerbDeclaration,
  step: VerbStep<Values, Values, Values>,
): Promise<Values> {
  const { completion } = verb;
  if (!completion) {
    const output = await step.executeOnce();
    step.context.logger.info(changeLines(titleOf(verb, step.input), output));
    return output;
  }
  const { input, perform } = completions[completion];
  const waits = z.boolean().optional().parse(step.extra[input]);
  const { timeout } = waitInputsSchema.parse(step.extra);
  return perform(verb, { ...step, extra: { waits, timeout } });
}

/** The line that begins the log of a change: `Update a component: departures in development`. */
function titleOf(verb: VerbDeclaration, input: Values): string {
  const { environment } = verb;
  // Some verbs change a named object that the catalog does not have.
  const subject = namedSchema.parse(input).name ?? subjectOf(verb, input)?.name;
  const where =
    environment?.names === 'environment' && input[environment.field];
  return [
    subject ? `${verb.title}: ${subject}` : verb.title,
    where && `in ${where}`,
  ]
    .filter(Boolean)
    .join(' ');
}

/** Changes what an environment runs, and waits until it is ready again. */
async function performChange(verb: VerbDeclaration, step: Step) {
  const { context, extra, input, services } = step;
  const { openchoreo } = services;
  const ref = componentRefSchema.parse(input);
  const environment = z.string().parse(input[verb.environment?.field ?? '']);
  const before = await context.checkpoint({
    key: `before.${checkpointKey(verb, input)}`,
    fn: () => generationOf(openchoreo, ref, environment),
  });
  const output = await step.executeOnce();
  context.logger.info(changeLines(titleOf(verb, input), output));
  const { waits = before > 0 || hasImage(input) || hasImage(output) } = extra;
  if (!waits) return output;
  const states = statesOf[String(input.state)];
  await waitUntilReady(step, {
    ref,
    environment,
    // A verb that may have changed nothing leaves the generation as it is.
    after: states || changesIn(output)?.length === 0 ? 0 : before,
    states: states ?? ['Ready', 'Suspended', 'NotDeployed'],
  });
  return output;
}

function hasImage(values: Values): boolean {
  return values.image !== undefined;
}

/** 0 while the component is not deployed to the environment. */
function generationOf(
  { views }: OpenChoreoService,
  ref: ComponentRef,
  environment: string,
): number {
  const deployment = views
    .component(ref)
    .deployments.find(candidate => candidate.environment === environment);
  return deployment?.generation ?? 0;
}

/**
 * Waits until a component has a state in an environment after a change.
 *
 * @throws ConflictError with the reason when it does not become ready, TimeLimitError when it takes too long
 */
async function waitUntilReady(
  { context, extra, services }: Step,
  {
    ref,
    environment,
    after,
    states,
  }: {
    ref: ComponentRef;
    environment: string;
    /** Generation of the deployment before the change. */
    after: number;
    /** One that is suspended or undeployed stays so after a change of what it runs. */
    states: readonly DeploymentState[];
  },
): Promise<void> {
  try {
    await waitWithProgress<StateVerdict>(context, {
      timeout: extra.timeout,
      wait: options =>
        services.openchoreo.waitForReady(ref, environment, {
          ...options,
          states,
          after,
        }),
      lineOf: verdict => stateLine(environment, verdict),
      message: (time, lastState) =>
        `${ref.component} is changed, but was not ready in ${environment} within ${time}. Last state: ${lastState}. The rollout continues; run the step again to wait longer`,
    });
  } catch (error) {
    if (!isErrorNamed(error, 'ConflictError')) throw error;
    throw new ConflictError(
      `${error.message} The change is made: correct it with another one, or roll it back.`,
    );
  }
}

/** Requests a promotion of a component or a project, and waits until it has succeeded. */
async function performPromotionRequest(verb: VerbDeclaration, step: Step) {
  const { context, extra, input } = step;
  const outcome = await runAttempts(
    step,
    checkpointKey(verb, input),
    async idempotencyKey => {
      let output: Values;
      try {
        output = await step.execute({ ...input, idempotencyKey });
      } catch (error) {
        const reached = rollbackReached(error, verb, step);
        if (!reached) throw error;
        context.logger.info(
          `${titleOf(verb, input)}: nothing had to be changed. ${reached}`,
        );
        return {};
      }
      context.logger.info(titleOf(verb, input));
      const { promotion, failure } =
        extra.waits === false
          ? { promotion: output, failure: undefined }
          : await followRequest(verb, step, output);
      // Without the values that JSON does not have: a checkpoint is stored.
      const stored = JSON.parse(JSON.stringify({ ...promotion, failure }));
      return outcomeSchema.parse(stored);
    },
  );
  return Object.keys(outcome).length ? verb.output.parse(outcome) : {};
}

/** Why a rollback is not needed. Undefined for another error, and for other verbs. */
function rollbackReached(
  error: unknown,
  verb: VerbDeclaration,
  { input, services }: Step,
): string | undefined {
  if (verb.name !== verbs.rollBackComponent.name) return undefined;
  const { organization, project, component, ...rollback } =
    verbs.rollBackComponent.input.parse(input);
  const ref = { organization, project, component };
  return isErrorNamed(error, 'ConflictError')
    ? reachedAlready(
        error,
        services.openchoreo.views.rollbackPlan(ref, rollback),
      )
    : undefined;
}

function followRequest(
  { resource }: VerbDeclaration,
  { context, extra: { timeout }, input, services: { openchoreo } }: Step,
  output: Values,
): Promise<FollowedPromotion<object>> {
  const options = { context, timeout };
  if (resource === 'project') {
    const { organization } = subjectSchema.parse(input);
    const promotion = verbs.promoteProject.output.parse(output);
    return followProjectPromotion(openchoreo, organization, promotion, options);
  }
  const promotion = verbs.rollBackComponent.output.parse(output);
  const ref = componentRefSchema.parse(input);
  return followPromotion(openchoreo, ref, promotion, options);
}

/** Deletes a component or a project, and waits until nothing is left of it. */
async function performDeletion(verb: VerbDeclaration, step: Step) {
  const { context, extra, input, services } = step;
  const output = await step.executeOnce();
  context.logger.info(titleOf(verb, input));
  if (extra.waits === false) return output;
  const ref = subjectSchema.parse(input);
  const name = ref.component ?? ref.project;
  await waitWithProgress<readonly string[] | undefined>(context, {
    timeout: extra.timeout,
    wait: async options => {
      await services.openchoreo.waitForDeletion(ref, options);
      return undefined;
    },
    lineOf: left => deletionLine(name, left),
    message: (time, lastState) =>
      `${name} is being deleted, but something was left after ${time}. Last state: ${lastState}. The deletion continues; run the step again to wait longer`,
  });
  return output;
}

function deletionLine(
  name: string,
  left: readonly string[] | undefined,
): string {
  if (!left) return `${name} is deleted`;
  return left.length
    ? `Deleting ${name}. Left: ${[...left].sort().join(', ')}`
    : `Deleting ${name}`;
}
