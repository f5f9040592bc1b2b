import { InputError } from '@backstage/errors';
import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';

type Input = OperationInput<typeof verbs.updateComponent>;

/** The inputs that ask for a change. An empty list asks for none. @throws InputError when none does */
export function wantedFields(input: Input) {
  const unlessEmpty = <T>(list: T[] | undefined) =>
    list?.length ? list : undefined;
  const fields = {
    image: input.image,
    set: unlessEmpty(input.environmentVariables),
    removed: unlessEmpty(input.removedEnvironmentVariables),
    endpoints: unlessEmpty(input.endpoints),
    removedEndpoints: unlessEmpty(input.removedEndpoints),
    replicas: input.replicas,
    schedule: input.schedule,
    timeZone: input.timeZone,
    parameters: input.parameters,
  };
  if (Object.values(fields).some(field => field !== undefined)) return fields;
  throw new InputError(
    'There is nothing to change. Give an image, environment variables or endpoints to set or to remove, replicas, a schedule, a time zone or parameters',
  );
}
