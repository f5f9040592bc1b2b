import { z } from 'zod';

/** The most entries of a page. */
export const maxPageSize = 200;

/** The media types of a history besides JSON. */
export const historyFormats = {
  jsonl: 'application/x-ndjson',
  csv: 'text/csv',
} as const;

/** The input fields of a history that is read in pages, newest first. */
export const historyPageFields = {
  since: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Only what was requested at this time or later.'),
  until: z.iso
    .datetime({ offset: true })
    .optional()
    .describe('Only what was requested before this time.'),
  limit: z.coerce
    .number<string | number>()
    .int()
    .min(1)
    .max(maxPageSize)
    .optional()
    .describe('The most entries of a page. Default: 50.'),
  cursor: z
    .string()
    .min(1)
    .optional()
    .describe('The `nextCursor` of the previous page.'),
  format: z
    .enum(['json', 'jsonl', 'csv'])
    .optional()
    .describe(
      'Format of the response. JSON lines and CSV have all pages. Default: json.',
    ),
};
