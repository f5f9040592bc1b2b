import {
  createTemplateAction,
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
} from '@promenade/backstage-plugin-openchoreo-node';
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
  const { authorization, catalog, openchoreo } = services;
  const { complete } = extras;
  const inputSchema = actionInputSchema(
    verb,
    extras.input,
    complete?.fields ?? [],
  );
  const outputSchema = actionOutputSchema(extras.output);

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
      const { logger, signal } = context;
      signal?.throwIfAborted();
      const given = parseInput(inputSchema, context.input);
      const extra = parseInput(extras.input, pick(given, extras.input));
      await waitForCache(openchoreo.cache, {
        signal,
        timeoutMs: cacheTimeoutMs,
      });
      const credentials = await context.getInitiatorCredentials();
      const names = new PlatformNames(catalog, credentials);
      const resolved = await names.resolve(verb, given);
      const idempotencyKey = `${context.task.id}/${context.step?.id ?? ''}`;
      const input = parseInput(
        verb.input,
        pick(
          {
            ...resolved,
            ...complete?.values(resolved, services),
            idempotencyKey,
          },
          verb.input,
        ),
      );
      const subjectParts = subjectNames(verb, input);
      const subject = subjectOf(subjectParts);
      const giveOut = (outputs: object) => {
        for (const [name, value] of Object.entries(outputs)) {
          if (value !== undefined) context.output(name, value);
        }
      };
      giveOut({
        ...subjectParts,
        entityRef: subject && entityRefOf(subject),
        deployUrl:
          subject?.type === 'component'
            ? catalogUrl(services.config, subject, 'deploy')
            : undefined,
      });

      const caller = { credentials, door: 'scaffolder' } as const;
      if (context.isDryRun) {
        const plan = await authorization.dryRun(
          verb,
          input,
          caller,
          requestedBy =>
            openchoreo.verbs.plan(verb, input, { requestedBy, signal }),
        );
        giveOut(extras.planOutputs(plan));
        logger.info(
          extras.planText?.(plan, input, services) ??
            `These objects would be written:\n${manifestsYaml(plan.objects)}`,
        );
        return;
      }
      const execute = (wanted: z.output<Input>) =>
        authorization.run(verb, wanted, caller, requestedBy =>
          openchoreo.verbs.execute(verb, wanted, { requestedBy, signal }),
        );
      const executeOnce = async () => {
        const stored = await context.checkpoint({
          key: checkpointKey(verb, input),
          // Outputs have no secrets: a checkpoint is stored as it is.
          fn: async () => z.json().parse(await execute(input)),
        });
        return verb.output.parse(stored);
      };
      giveOut(
        await extras.perform({
          context,
          services,
          input,
          idempotencyKey,
          extra,
          execute,
          executeOnce,
        }),
      );
      const { creates } = verb;
      if (creates && subject) {
        const { organization, [creates]: name } = subjectParts;
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
    },
  });
}

/** The id of the action of a verb: `openchoreo:component:create` of `create-component`. */
function actionId({ name }: VerbDeclaration): string {
  const [verb, ...noun] = name.split('-');
  return `openchoreo:${noun.join('-')}:${verb}`;
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
    ...references.filter(value => value !== undefined),
  ].join('/');
}

/** The values of the fields that a schema has. */
function pick(values: object, { shape }: z.ZodObject): object {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => name in shape),
  );
}
