import { KubeObject, ResourceType } from '../../../api/types';
import { describeFieldErrors } from '../../field-error';
import { pruneAndDefault } from '../../prune-and-default';
import { validate } from '../../validate';

/** The pruned and defaulted object. */
export function toStored(type: ResourceType, object: KubeObject): KubeObject {
  return pruneAndDefault(type.schema, object).object;
}

/** The validation errors of an object; '' if it is valid. */
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
