import {
  entityEnvelopeSchemaValidator,
  FieldFormatEntityPolicy,
  type Entity,
} from '@backstage/catalog-model';

const hasEnvelope = entityEnvelopeSchemaValidator();
const fieldFormat = new FieldFormatEntityPolicy();

/**
 * Why the catalog would refuse an entity, or undefined when it would not. One malformed entity makes the catalog refuse all
 * that come with it, so each is looked at before.
 */
export async function refusalOf(entity: Entity): Promise<string | undefined> {
  try {
    hasEnvelope(entity);
    await fieldFormat.enforce(entity);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
