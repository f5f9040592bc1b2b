import { z } from 'zod';
import { planChangeSchema } from '../plan';
import { maxNameLength, nameProblem, namePattern } from '../fieldRules';

/** The name of an object that is created. */
export const newName = z
  .string()
  .max(maxNameLength, { error: nameError })
  .regex(namePattern, { error: nameError })
  .describe(
    `At most ${maxNameLength} lower-case letters, digits and dashes, beginning with a letter and not ending with a dash.`,
  );

/** An optional text that is not empty. */
export const optionalText = (description: string) =>
  z.string().min(1).optional().describe(description);

/**
 * The inputs that describe an object in the catalog.
 *
 * @param noun - the object, such as `project`
 */
export const descriptiveFields = (noun: string) => ({
  displayName: optionalText('Display name. The name by default.'),
  description: optionalText(`Purpose of the ${noun}, in one sentence.`),
  owner: optionalText('Entity ref of the group or user that owns it.'),
});

/** The key of a value of a configuration group. */
export const configurationKey = z
  .string()
  .max(253)
  .regex(
    /^[-._a-zA-Z0-9]+$/,
    'is not a key: use letters, digits, dots, dashes and underscores',
  )
  .describe('Letters, digits, dots, dashes and underscores.');

/** What a verb that creates or changes an object has changed. */
export const appliedChanges = z
  .array(planChangeSchema)
  .describe(
    'What changes, before and after. Empty when nothing had to be changed. Literal values of a configuration are hidden.',
  );

/** An input of every verb that is not idempotent. */
export const idempotencyKey = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .describe(
    'A second request with the same key has no further effect: a retry is safe.',
  );

/** References of Kubernetes objects. */
export const objectReferences = z.array(
  z.object({
    kind: z.string(),
    namespace: z.string().optional(),
    name: z.string(),
  }),
);

/** The Kubernetes objects that a verb has created. */
export const createdObjects = objectReferences.describe(
  'The Kubernetes objects that were created.',
);

function nameError({ input }: { input?: unknown }): string | undefined {
  return nameProblem(String(input));
}

/**
 * The version of an object that the caller saw.
 *
 * @param read - name of the read that returns it
 */
export const seenVersion = (read: string) =>
  z
    .string()
    .min(1)
    .optional()
    .describe(
      `The \`resourceVersion\` of ${read} that was seen. Rejected when the object was changed since, or does not exist any more.`,
    );
