import { z } from 'zod';

/** Longest name of what becomes part of other names, of labels and of host names, in characters. */
const maxNameLength = 50;

/** The name of an object that is created. Stricter than Kubernetes: the name becomes part of labels and host names. */
export const newName = z
  .string()
  .max(
    maxNameLength,
    `is too long: use at most ${maxNameLength} lower-case letters, digits and dashes`,
  )
  .regex(
    /^[a-z]([-a-z0-9]*[a-z0-9])?$/,
    `is not a valid name: use at most ${maxNameLength} lower-case letters, digits and dashes, beginning with a letter and not ending with a dash`,
  )
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
