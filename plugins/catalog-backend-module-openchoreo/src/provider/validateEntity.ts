import {
  entityEnvelopeSchemaValidator,
  FieldFormatEntityPolicy,
  type Entity,
} from '@backstage/catalog-model';

const validateEnvelope = entityEnvelopeSchemaValidator();
const fieldFormat = new FieldFormatEntityPolicy();

/**
 * Validates an entity before it is sent, because the catalog rejects a whole mutation for one invalid entity.
 *
 * @returns the error, or undefined for a valid entity
 */
export async function validateEntity(
  entity: Entity,
): Promise<string | undefined> {
  try {
    validateEnvelope(entity);
    await fieldFormat.enforce(entity);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
