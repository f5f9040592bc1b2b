import { parse } from 'yaml';
import { isJsonObject, jsonAt } from '../../runtime/json';
import { compareText, sortedEntries } from '../../runtime/sort';

/** An operation of an endpoint: a path and method of HTTP, or a method of a gRPC service. */
export type EndpointResource =
  | { readonly kind: 'HTTP'; readonly path: string; readonly method: string }
  | {
      readonly kind: 'gRPC';
      readonly service: string;
      readonly method: string;
    };

const httpMethods: readonly string[] = [
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'connect',
];

/**
 * Lists the operations that the API definition of an endpoint declares, in a stable order. A definition that is missing or cannot be
 * read has none, so that a template can fall back to one route for all.
 */
export function endpointResources({
  type,
  schema,
}: {
  readonly type: string;
  readonly schema?: { readonly content?: string };
}): EndpointResource[] {
  const content = schema?.content ?? '';
  const found =
    type === 'gRPC' ? protobufMethods(content) : openApiOperations(content);
  return found.sort((a, b) =>
    compareText(JSON.stringify(a), JSON.stringify(b)),
  );
}

function openApiOperations(content: string): EndpointResource[] {
  const paths = jsonAt(parseDocument(content), 'paths');
  return sortedEntries(isJsonObject(paths) ? paths : {}).flatMap(
    ([path, operations]) =>
      Object.keys(isJsonObject(operations) ? operations : {})
        .filter(method => httpMethods.includes(method))
        .map(method => ({
          kind: 'HTTP' as const,
          path,
          method: method.toUpperCase(),
        })),
  );
}

function parseDocument(content: string): unknown {
  try {
    return parse(content, { maxAliasCount: 0 });
  } catch {
    return undefined;
  }
}

/** The methods of the services in a protobuf definition. */
function protobufMethods(content: string): EndpointResource[] {
  const text = content.replace(/\/\/[^\n]*|\/\*[^]*?\*\//g, '');
  const packageName = /^\s*package\s+([\w.]+)\s*;/m.exec(text)?.[1];
  // The methods of a service are before the next one. Their options are no methods.
  return text
    .split(/\bservice\s+(?=\w+\s*\{)/)
    .slice(1)
    .flatMap(part => {
      const name = /^\w+/.exec(part)?.[0] ?? '';
      const service = packageName ? `${packageName}.${name}` : name;
      return [...part.matchAll(/\brpc\s+(\w+)\s*\(/g)].map(([, method]) => ({
        kind: 'gRPC' as const,
        service,
        method,
      }));
    });
}
