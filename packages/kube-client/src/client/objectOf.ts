import { isKubeObject, KubeObject } from '../objects/KubeObject';
import { ConnectionError } from './ApiError';

/**
 * The edge where JSON becomes an object of the API: it has metadata with a name. What its spec and status look like is the
 * server's to guarantee, by the schema that the caller's type describes.
 *
 * @throws ConnectionError UNREADABLE for anything else
 */
export function objectOf<T extends KubeObject>(
  value: unknown,
  request: string,
): T {
  if (isObjectOf<T>(value)) {
    return value;
  }
  throw unreadable(request, 'an object of the Kubernetes API');
}

function isObjectOf<T extends KubeObject>(value: unknown): value is T {
  return isKubeObject(value);
}

/** An answer of the right status code that is not what was asked for. */
export function unreadable(request: string, expected: string): ConnectionError {
  return new ConnectionError(
    request,
    'UNREADABLE',
    `${request}: the server's answer is not ${expected}`,
  );
}
