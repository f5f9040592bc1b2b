import { z } from 'zod';
import type { KindDefinition } from '../kind-definition';

/** The JSON Schema (draft 7) of what may be written as an object of a kind, for forms and editors. */
export function jsonSchemaOf(
  definition: KindDefinition,
): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(definition.schema, {
    io: 'input',
    target: 'draft-7',
    reused: 'inline',
  });
}
