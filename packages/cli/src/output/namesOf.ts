import { z } from 'zod';

/** The fields that have the name of what an output is about, the most precise first. */
const nameFields = [
  'name',
  'build',
  'promotion',
  'component',
  'project',
  'organization',
];

const recordSchema = z.record(z.string(), z.unknown());

/** The names of the objects of a list, or of the object that an output is about. */
export function namesOf(output: unknown): string[] {
  const fields = recordSchema.safeParse(output);
  if (!fields.success) return [];
  const own = nameOf(fields.data);
  if (own !== undefined) return [own];
  return Object.values(fields.data)
    .filter(Array.isArray)
    .flat()
    .flatMap(item => {
      const name = nameOf(item);
      return name === undefined ? [] : [name];
    });
}

function nameOf(item: unknown): string | undefined {
  const fields = recordSchema.safeParse(item);
  if (!fields.success) return undefined;
  for (const field of nameFields) {
    const value = fields.data[field];
    if (typeof value === 'string') return value;
    // An approval has its promotion.
    const inner = recordSchema.safeParse(value);
    if (inner.success && typeof inner.data.name === 'string') {
      return inner.data.name;
    }
  }
  return undefined;
}
