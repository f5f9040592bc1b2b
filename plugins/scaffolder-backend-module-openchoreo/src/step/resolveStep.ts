import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import {
  deliverySchema,
  isDeliverable,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  parseInput,
  waitForCache,
  type Caller,
} from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import {
  resolveDelivery,
  type ResolvedDelivery,
} from '../delivery/resolveDelivery';
import { PlatformNames } from '../PlatformNames';
import type { ActionExtras, ActionServices } from '../VerbAction';
import { hashOf, subjectNames } from './subject';

/** How long a step waits for the first read of the control plane, in milliseconds. */
const cacheTimeoutMs = 30_000;

export type StepContext = ActionContext<JsonObject>;

/** A step of a task that runs the action of a verb. */
export interface ResolvedStep<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Extra extends z.ZodObject,
  ActionOutput extends z.ZodObject,
> {
  verb: VerbDeclaration<Input, Output>;
  extras: ActionExtras<Input, Output, Extra, ActionOutput>;
  services: ActionServices;
  context: StepContext;
  caller: Caller;
  /** The same for every run of the step. */
  idempotencyKey: string;
  /** The idempotency key of the request: that of the step, or for a creation the same in every task with equal values. */
  requestKey: string;
  /** The input of the verb, with resolved names. */
  input: z.output<Input>;
  /** The inputs beside those of the verb. */
  extra: z.output<Extra>;
  delivery: ResolvedDelivery;
}

/** Completes the inputs of a step: resolves names, fills in defaults, and adds the idempotency key. */
export async function resolveStep<
  Input extends z.ZodObject,
  Output extends z.ZodObject,
  Extra extends z.ZodObject,
  ActionOutput extends z.ZodObject,
>(
  {
    verb,
    extras,
    services,
    inputSchema,
  }: {
    verb: VerbDeclaration<Input, Output>;
    extras: ActionExtras<Input, Output, Extra, ActionOutput>;
    services: ActionServices;
    inputSchema: z.ZodObject;
  },
  context: StepContext,
): Promise<ResolvedStep<Input, Output, Extra, ActionOutput>> {
  const credentials = await context.getInitiatorCredentials();
  const names = new PlatformNames(services, credentials);
  const given = parseInput(inputSchema, context.input);
  // A step that runs again cannot look up what it has deleted.
  const found = await context.checkpoint({
    key: `names.${hashOf(given)}`,
    fn: () => names.resolve(verb, given),
  });
  const resolved = { ...given, ...found };
  await waitForCache(services.openchoreo.cache, {
    organization: organizationOf(verb, resolved),
    signal: context.signal,
    timeoutMs: cacheTimeoutMs,
  });
  const idempotencyKey = `${context.task.id}/${context.step?.id ?? ''}`;
  const values = {
    ...resolved,
    ...extras.complete?.values(resolved, services),
  };
  const requestKey = verb.creates
    ? `${verb.name}/${hashOf(pick(values, verb.input))}`
    : idempotencyKey;
  const input = parseInput(
    verb.input,
    pick({ ...values, idempotencyKey: requestKey }, verb.input),
  );
  return {
    verb,
    extras,
    services,
    context,
    caller: { credentials, door: 'scaffolder' },
    idempotencyKey,
    requestKey,
    input,
    extra: parseInput(extras.input, pick(given, extras.input)),
    delivery: isDeliverable(verb)
      ? resolveDelivery(
          services.openchoreo,
          deliverySchema.optional().parse(given.delivery),
          subjectNames(verb, input),
        )
      : { mode: 'apply' },
  };
}

const organizationSchema = z.string().optional().catch(undefined);

/** The organization whose control plane a step needs. */
function organizationOf(
  { creates }: VerbDeclaration,
  { name, organization }: Record<string, unknown>,
): string | undefined {
  return organizationSchema.parse(
    creates === 'organization' ? name : organization,
  );
}

/** The values of the fields that a schema has. */
function pick(values: object, { shape }: z.ZodObject): object {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => name in shape),
  );
}
