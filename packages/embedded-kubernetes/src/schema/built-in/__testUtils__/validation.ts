import { KubeObject, ResourceType } from '../../../api/types';
import { describeFieldErrors } from '../../field-error';
import { pruneAndDefault } from '../../prune-and-default';
import { validate } from '../../validate';

/** The object as it would be stored. */
export function toStored(type: ResourceType, object: KubeObject): KubeObject {
  return pruneAndDefault(type.schema, object).object;
}

/** What the API server says of an object; '' when it takes it. */
export function validationMessage(
  type: ResourceType,
  object: KubeObject,
  old?: KubeObject,
): string {
  const errors = validate(
    type.schema,
    toStored(type, object),
    old && toStored(type, old),
  );
  return errors.length === 0 ? '' : describeFieldErrors(errors);
}
