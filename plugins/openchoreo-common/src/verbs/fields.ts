import { z } from 'zod';
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
