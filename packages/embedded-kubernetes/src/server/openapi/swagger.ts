import { headerOf, type ApiRequest } from '../request';
import { sendJson, sendText } from '../respond';
import { serverVersion } from '../server-version';

const swagger = '2.0';
const info = { title: 'Kubernetes', version: serverVersion.gitVersion };

/**
 * Sends an empty document for /openapi/v2. kubectl requests it, as protobuf, before it applies a `List`,
 * and does not validate kinds that it does not find.
 */
export function sendSwagger(request: ApiRequest): void {
  if (headerOf(request, 'accept').includes('protobuf')) {
    sendText(
      request,
      200,
      field(1, swagger) +
        field(2, field(1, info.title) + field(2, info.version)),
      {
        'Content-Type':
          'application/com.github.proto-openapi.spec.v2.v1.0+protobuf',
      },
    );
    return;
  }
  sendJson(request, 200, { swagger, info, paths: {}, definitions: {} });
}

/** Encodes a string field of a protobuf message. The text must be ASCII and shorter than 128 characters. */
function field(number: number, text: string): string {
  const lengthDelimited = 2;
  return String.fromCharCode(number * 8 + lengthDelimited, text.length) + text;
}
