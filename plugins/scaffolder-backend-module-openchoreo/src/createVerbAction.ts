import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  createTemplateAction,
  type ActionContext,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import {
  entityRefOf,
  isFromControlPlane,
  resourceNames,
  resourceUidOf,
  type PlatformObject,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  toZodV3,
  waitForCache,
  type Caller,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { actionInputSchema, actionOutputSchema } from './actionSchemas';
import { catalogUrl } from './catalogUrl';
import { PlatformNames } from './PlatformNames';
import { manifestsYaml } from './report/manifests';
import type { ActionExtras, ActionServices } from './VerbAction';
import { waitForEntity } from './waitForEntity';

/** How long a step waits for the first read of the control plane, in milliseconds. */
const cacheTimeoutMs = 30_000;

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
): TemplateAction {
  const {
    authorization,
    catalog,
    logger: backendLogger,
    openchoreo,
  } = services;
  const { complete } = extras;
  const inputSchema = actionInputSchema(
    verb,
    extras.input,
    complete?.fields ?? [],
  );
  const outputSchema = actionOutputSchema(extras.output);

  /** Completes the inputs of a step: resolves names, fills in defaults, and adds the idempotency key. */
  async function resolveInput(context: Context, names: PlatformNames) {
    const given = parseInput(inputSchema, context.input);
    const resolved = await names.resolve(verb, given);
    const idempotencyKey = `${context.task.id}/${context.step?.id ?? ''}`;
    const values = {
      ...resolved,
      ...complete?.values(resolved, services),
      idempotencyKey,
    };
    return {
      idempotencyKey,
      input: parseInput(verb.input, pick(values, verb.input)),
      extra: parseInput(extras.input, pick(given, extras.input)),
    };
  }

  async function planStep(
    { logger, signal, output }: Context,
    input: z.output<Input>,
    caller: Caller,
  ) {
    const plan = await authorization.dryRun(verb, input, caller, request =>
      openchoreo.verbs.plan(verb, input, { ...request, signal }),
    );
    outputAll(output, extras.planOutputs(plan));
    logger.info(
      extras.planText?.(plan, input, services) ??
        `These objects would be written:\n${manifestsYaml(plan.objects)}`,
    );
  }

  async function performStep(
    context: Context,
    step: Awaited<ReturnType<typeof resolveInput>>,
    caller: Caller,
  ) {
    const { signal } = context;
    const execute = (input: z.output<Input>) =>
      authorization.run(verb, input, caller, request =>
        openchoreo.verbs.execute(verb, input, { ...request, signal }),
      );
    const outputs = await extras.perform({
      ...step,
      context,
      services,
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
            z
              .json()
              .parse(JSON.parse(JSON.stringify(await execute(step.input)))),
        });
        return verb.output.parse(stored);
      },
    });
    outputAll(context.output, outputs);
  }

  /** Waits until the catalog has the entity of what the verb has created. */
  async function waitForCreated(
    { logger, signal }: Context,
    names: Record<string, string>,
    { credentials }: Caller,
  ) {
    const { creates } = verb;
    const subject = subjectOf(names);
    if (!creates || !subject) return;
    const { organization, [creates]: name } = names;
    await waitForEntity(catalog, entityRefOf(subject), {
      isExpected: entity => {
        const unit = { type: creates, organization, name };
        const uid = openchoreo.catalogUnits.get(unit)?.uid;
        return isFromControlPlane(entity) && resourceUidOf(entity) === uid;
      },
      credentials,
      logger,
      signal,
    });
  }

  return createTemplateAction({
    id: actionId(verb),
    description: [verb.description, extras.description]
      .filter(Boolean)
      .join(' '),
    examples: extras.examples,
    supportsDryRun: true,
    schema: {
      input: () => toZodV3(z.toJSONSchema(inputSchema)),
      output: () => toZodV3(z.toJSONSchema(outputSchema)),
    },
    async handler(context) {
      await withoutStack(backendLogger, async () => {
        const { signal } = context;
        signal?.throwIfAborted();
        await waitForCache(openchoreo.cache, {
          signal,
          timeoutMs: cacheTimeoutMs,
        });
        const credentials = await context.getInitiatorCredentials();
        const caller = { credentials, door: 'scaffolder' } as const;
        const step = await resolveInput(
          context,
          new PlatformNames(catalog, credentials),
        );
        const names = subjectNames(verb, step.input);
        outputAll(context.output, subjectOutputs(names, services));
        if (context.isDryRun) {
          await planStep(context, step.input, caller);
        } else {
          await performStep(context, step, caller);
          await waitForCreated(context, names, caller);
        }
      });
    },
  });
}

type Context = ActionContext<JsonObject>;

function outputAll(output: Context['output'], outputs: object): void {
  for (const [name, value] of Object.entries(outputs)) {
    if (value !== undefined) output(name, value);
  }
}

function subjectOutputs(
  names: Record<string, string>,
  { config }: ActionServices,
): object {
  const subject = subjectOf(names);
  return {
    ...names,
    entityRef: subject && entityRefOf(subject),
    deployUrl:
      subject?.type === 'component'
        ? catalogUrl(config, subject, 'deploy')
        : undefined,
  };
}

/** The id of the action of a verb, with the noun first: `openchoreo:component:rollback` of `roll-back-component`. */
function actionId({ name }: VerbDeclaration): string {
  const words = name.split('-');
  const noun = words.pop();
  return `openchoreo:${noun}:${words.join('')}`;
}

/** Names of the object that a verb creates, or else of the resource that it is about. */
function subjectNames(
  verb: VerbDeclaration,
  input: object,
): Record<string, string> {
  const { name } = z.object({ name: z.string().optional() }).parse(input);
  return {
    ...resourceNames(verb, input),
    ...(verb.creates && name && { [verb.creates]: name }),
  };
}

/** Undefined for a verb of the whole platform. */
function subjectOf({
  organization,
  project,
  component,
}: Record<string, string>): PlatformObject | undefined {
  if (component) return { type: 'component', organization, name: component };
  if (project) return { type: 'project', organization, name: project };
  return organization
    ? { type: 'organization', name: organization }
    : undefined;
}

/** The checkpoint of an execution. A step with `each` has one for every object that it is about. */
function checkpointKey(verb: VerbDeclaration, input: object): string {
  const values = new Map(Object.entries(input));
  const references = Object.keys(verb.references ?? {}).map(field =>
    values.get(field),
  );
  return [
    verb.name,
    ...Object.values(subjectNames(verb, input)),
    ...references,
    // That of the promotion that a decision is about.
    verb.creates ? undefined : values.get('name'),
  ]
    .filter(value => value !== undefined)
    .join('/');
}

/** The values of the fields that a schema has. */
function pick(values: object, { shape }: z.ZodObject): object {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => name in shape),
  );
}

/**
 * Removes the stack of an error, which the scaffolder writes to the log of the task: users cannot use it, and it has paths of the
 * server. The log of the backend has it.
 */
async function withoutStack(
  logger: LoggerService,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error) {
      logger.debug('A step of a task failed', error);
      error.stack = `${error.name}: ${error.message}`;
    }
    throw error;
  }
}
