import { FieldError, invalid } from '../field-error';
import { JsonObject, objectAt, textOf } from '../json';
import { listBy, struct, text } from './build';
import { withValidator, objectValidator } from './validators';
import { isQuantity, quantities, quantityValue } from './quantity';

/** The resource requests and limits of a container. */
export const resourceRequirements = withValidator(
  struct({
    limits: quantities,
    requests: quantities,
    claims: listBy('name', struct({ name: text, request: text })),
  }),
  objectValidator((value, { path }) => validateResources(value, path)),
);

function validateResources(value: JsonObject, path: string): FieldError[] {
  const limits = objectAt(value, 'limits');
  return Object.entries(objectAt(value, 'requests')).flatMap(
    ([name, request]) => {
      const limit = limits[name];
      if (limit === undefined || !isQuantity(limit) || !isQuantity(request)) {
        return [];
      }
      return quantityValue(request) > quantityValue(limit)
        ? [
            invalid(
              `${path}.requests`,
              textOf(request),
              `must be less than or equal to ${name} limit of ${limit}`,
            ),
          ]
        : [];
    },
  );
}
