import type { z } from 'zod';

/** The error of one item of a list. */
export interface ItemIssue {
  index: number;
  /** The field of the item, such as `name`. */
  field: string;
  /** The part of a sentence after the name of the field. */
  problem: string;
}

/** The error of a value, as the part of a sentence after the name of its field. */
export function schemaProblem(
  schema: z.ZodType,
  value: unknown,
): string | undefined {
  return schema.safeParse(value).error?.issues[0]?.message;
}

/** The errors of the items of a list, in the words of its schema. */
export function itemIssues(schema: z.ZodType, list: unknown): ItemIssue[] {
  const { error } = schema.safeParse(list, {
    error: ({ code, input }) =>
      code === 'invalid_type' && input === undefined ? 'is missing' : undefined,
  });
  return (error?.issues ?? []).flatMap(({ path, message }) => {
    const [index, ...fields] = path;
    return typeof index === 'number'
      ? [{ index, field: fields.map(String).join('.'), problem: message }]
      : [];
  });
}

/** The first error of a list, as the part of a sentence after the name of the list. */
export function listProblem(
  schema: z.ZodType,
  list: unknown,
): string | undefined {
  const [first] = itemIssues(schema, list);
  if (first) {
    const { index, field, problem } = first;
    return `has an error in row ${index + 1}: ${field || 'the row'} ${problem}`;
  }
  return schemaProblem(schema, list);
}
