import { z } from 'zod';

/** A text of a request body. Clients of OpenChoreo send empty ones for what is not set. */
export const text = z
  .string()
  .trim()
  .optional()
  .transform(value => value || undefined);

/** A text that a request body must have. */
export const neededText = z.string().trim().min(1);

/** The fields that describe an object. */
export const described = {
  name: neededText,
  displayName: text,
  description: text,
};

/** The annotations of an object that has no verb of its own. */
export const describingAnnotations = ({
  displayName,
  description,
}: {
  displayName?: string;
  description?: string;
}) => ({
  ...(displayName && { 'openchoreo.dev/display-name': displayName }),
  ...(description && { 'openchoreo.dev/description': description }),
});
