import { z } from 'zod';

/** The most lines of a log that a response has. */
const maxLogLines = 5000;

/** The input fields that say which part of a log to read. */
export const logPartFields = {
  since: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Only lines of this time or later.'),
  tail: z.coerce
    .number<string | number>()
    .int()
    .min(1)
    .max(maxLogLines)
    .optional()
    .describe(`The most lines, the newest. Default: 500.`),
};

/** The input field of a log that can also be read as text. */
export const logFormatField = {
  format: z
    .enum(['json', 'text'])
    .optional()
    .describe('Format of the response. Default: json.'),
};
