import { required } from '../field-error';
import {
  anyText,
  defaulting,
  integer,
  intOrString,
  listOf,
  oneOf,
  optionalLong,
  struct,
  text,
} from './build';
import { withValidator, nonNegative, objectValidator } from './validators';

const httpGet = struct({
  host: text,
  path: defaulting(text, '/'),
  port: intOrString,
  scheme: defaulting(oneOf('HTTP', 'HTTPS'), 'HTTP'),
  httpHeaders: listOf(struct({ name: text, value: anyText })),
});
const exec = struct({ command: listOf(anyText) });
const tcpSocket = struct({ host: text, port: intOrString });
const handlers = {
  exec,
  httpGet,
  tcpSocket,
  grpc: struct({ port: integer, service: defaulting(anyText, '') }),
};

/** A probe of a container. */
export const probe = withValidator(
  struct({
    ...handlers,
    initialDelaySeconds: withValidator(integer, nonNegative),
    timeoutSeconds: defaulting(withValidator(integer, nonNegative), 1),
    periodSeconds: defaulting(withValidator(integer, nonNegative), 10),
    successThreshold: defaulting(withValidator(integer, nonNegative), 1),
    failureThreshold: defaulting(withValidator(integer, nonNegative), 3),
    terminationGracePeriodSeconds: optionalLong,
  }),
  objectValidator((value, { path }) =>
    Object.keys(handlers).some(handler => handler in value)
      ? []
      : [required(path, 'must specify a handler type')],
  ),
);

/** A lifecycle handler of a container. */
export const lifecycleHandler = struct({
  exec,
  httpGet,
  tcpSocket,
  sleep: struct({ seconds: optionalLong }),
});
