import { headerOf, type ApiRequest } from '../request';
import { sendJson, sendText } from '../respond';
import { serverVersion } from '../server-version';

const swagger = '2.0';
const info = { title: 'Kubernetes', version: serverVersion.gitVersion };

/**
 * Answers /openapi/v2 with a document that describes nothing. kubectl asks for it, as protobuf, before it applies a `List`,
 * and leaves to the server what it finds no description of.
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

/** A text as a field of a protobuf message. All here is ASCII and short, so that each number of its head is one byte. */
function field(number: number, text: string): string {
  const lengthDelimited = 2;
  return String.fromCharCode(number * 8 + lengthDelimited, text.length) + text;
}
