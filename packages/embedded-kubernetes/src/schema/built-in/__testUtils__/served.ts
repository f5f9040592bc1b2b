import { KubeObject, ServedType } from '../../../api/types';
import { describeFieldErrors } from '../../field-error';
import { pruneAndDefault } from '../../prune-and-default';
import { validate } from '../../validate';

/** The object as it would be stored. */
export function stored(type: ServedType, object: KubeObject): KubeObject {
  return pruneAndDefault(type.schema, object).object;
}

/** What the API server says of an object; '' when it takes it. */
export function verdict(
  type: ServedType,
  object: KubeObject,
  old?: KubeObject,
): string {
  const errors = validate(
    type.schema,
    stored(type, object),
    old && stored(type, old),
  );
  return errors.length === 0 ? '' : describeFieldErrors(errors);
}
