import {
  deliverySchema,
  isDeliverable,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { toZodV3 } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';

const text = (description: string) => z.string().min(1).describe(description);

/** The inputs that name the resource of a verb: by entity ref, or by plain name. */
export const resourceInputs = {
  platform: {},
  organization: {
    organization: text('Entity ref of the Domain, or name of the organization'),
  },
  project: {
    project: text(
      'Entity ref of the System, or name of the project together with the input organization',
    ),
    organization: text(
      'Entity ref of the Domain, or name of the organization. Needed only with a plain name',
    ).optional(),
  },
  component: {
    component: text(
      'Entity ref of the Component, or name of the component together with the input organization',
    ),
    organization: text(
      'Entity ref of the Domain, or name of the organization. Needed only with a plain name',
    ).optional(),
  },
};

/** The names of the resource that every action of its verbs gives out. */
const resourceOutputs = {
  organization: z.string().optional().describe('Name of the organization'),
  project: z.string().optional().describe('Name of the project'),
  component: z.string().optional().describe('Name of the component'),
  entityRef: z.string().optional().describe('Entity ref in the catalog'),
  deployUrl: z
    .string()
    .optional()
    .describe('URL of the Deploy tab of a component'),
};

/**
 * The input schema of the action of a verb. The idempotency key is that of the task, so that it is no input.
 *
 * @param optional - inputs that the action completes
 */
export function actionInputSchema(
  verb: VerbDeclaration,
  extra: z.ZodObject,
  optional: readonly string[],
): z.ZodObject {
  const resource = resourceInputs[verb.resource];
  const isOwn = ([name]: [string, unknown]) =>
    name !== 'idempotencyKey' &&
    !(name in resource) &&
    !['organization', 'project', 'component'].includes(name);
  const own = Object.entries(verb.input.shape)
    .filter(isOwn)
    .map(([name, field]) => {
      const schema = verb.references?.[name] ? referenceSchema(field) : field;
      return [name, optional.includes(name) ? z.optional(schema) : schema];
    });
  return z.strictObject({
    ...resource,
    ...Object.fromEntries(own),
    ...extra.shape,
    ...(isDeliverable(verb) && {
      delivery: deliverySchema
        .optional()
        .describe(
          'How the change is delivered. The default is that of the project, or else it is applied at once',
        ),
    }),
  });
}

/** A field that takes an entity ref in place of a name. */
function referenceSchema(field: z.core.$ZodType): z.ZodType {
  const { description = '', type } = z.toJSONSchema(field);
  const schema =
    type === 'array'
      ? z.array(text('Entity ref or name')).describe(description)
      : text(`${description} Entity ref or name`);
  return z.safeParse(field, undefined).success ? schema.optional() : schema;
}

const deliveryOutputs = {
  branch: z
    .string()
    .optional()
    .describe('Name of the branch with the manifests'),
  pullRequestUrl: z.string().optional().describe('URL of the pull request'),
};

export function actionOutputSchema(
  verb: VerbDeclaration,
  own: z.ZodObject,
): z.ZodObject {
  return z.object({
    ...resourceOutputs,
    diff: z
      .string()
      .optional()
      .describe(
        'What a dry run would change, as a unified diff with hidden values',
      ),
    deliveryMode: z
      .enum(['apply', 'pull-request'])
      .optional()
      .describe('Whether the change was applied, or has a pull request'),
    ...(isDeliverable(verb) && deliveryOutputs),
    ...own.shape,
  });
}

/** What a published schema does not restrict. */
const unpublishedKeywords = [
  'pattern',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
  'additionalProperties',
  'enum',
  'required',
] as const;

/** The schema of the outputs that the scaffolder publishes. */
export function publishedOutputSchema(schema: z.ZodObject) {
  return toZodV3(z.toJSONSchema(schema));
}

/**
 * The schema of the inputs that the scaffolder publishes and validates with. It restricts types only, and says in words which inputs
 * are required: the action itself rejects other wrong values. The scaffolder would write its own error and a stack to the log of
 * the task.
 */
export function publishedInputSchema(schema: z.ZodObject) {
  return toZodV3(
    z.toJSONSchema(schema, {
      override({ jsonSchema }) {
        const { enum: values, properties = {}, required = [] } = jsonSchema;
        if (values) {
          const list = values.map(value => `\`${value}\``).join(', ');
          addToDescription(jsonSchema, `One of ${list}.`);
        }
        for (const name of required) {
          const property = properties[name];
          if (typeof property === 'object') {
            addToDescription(property, 'Required.');
          }
        }
        for (const keyword of unpublishedKeywords) {
          if (
            keyword !== 'additionalProperties' ||
            jsonSchema[keyword] === false
          ) {
            delete jsonSchema[keyword];
          }
        }
      },
    }),
  );
}

/** Adds a sentence to the description of a JSON schema, which may lack its full stop. */
function addToDescription(
  schema: { description?: string },
  sentence: string,
): void {
  const { description } = schema;
  schema.description = description
    ? `${description.replace(/\.?$/, '.')} ${sentence}`
    : sentence;
}
