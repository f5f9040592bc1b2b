import { z } from 'zod';
import type { KindDefinition } from '../kind-definition';

/**
 * Returns the JSON Schema (draft 7) of the input of a kind, for forms and editors.
 *
 * @public
 */
export function jsonSchemaOf(
  definition: KindDefinition,
): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(definition.schema, {
    io: 'input',
    target: 'draft-7',
    reused: 'inline',
  });
}
