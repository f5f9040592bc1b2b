import type { PatchType } from '../lifecycle/object-lifecycle';
import type { JsonValue } from '../schema/json';
import type { ResourceType } from '../api/types';
import { parseJson, parseYamlBody } from './parse-body';
import { decodeProtobuf, protobufMediaType } from './protobuf/decode-protobuf';
import { headerOf, readBody, type ApiRequest } from './request';
import { badRequest, unsupportedMediaType } from '../api/status-error';

const json = 'application/json';
const yaml = 'application/yaml';

const patchTypes: Record<string, PatchType> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};

/**
 * Reads the object in the body of a request, in JSON, YAML or the protobuf encoding of Kubernetes.
 * A body without a content type is JSON. Returns undefined if there is no body.
 * @throws StatusError 400, 413, 415
 */
export async function readObject(
  request: ApiRequest,
  expectedKind: string,
): Promise<unknown> {
  const mediaType = mediaTypeOf(request) || json;
  const body = await readBody(request);
  if (body.length === 0) return undefined;
  if (mediaType === protobufMediaType) return decodeProtobuf(body);
  const text = body.toString('utf8');
  try {
    if (mediaType === json) return parseJson(text);
    if (mediaType === yaml) return parseYamlBody(text);
  } catch (error) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${expectedKind}): couldn't get version/kind; json parse error: ${messageOf(
        error,
      )}`,
      error,
    );
  }
  throw unsupportedMediaType([json, yaml, protobufMediaType]);
}

/**
 * Determines the type of a patch; `read` reads it.
 * @throws StatusError 400, 413, 415
 */
export async function readPatch(
  request: ApiRequest,
  type: ResourceType,
): Promise<{ patchType: PatchType; read(): Promise<JsonValue> }> {
  const mediaType = mediaTypeOf(request);
  const accepted = Object.keys(patchTypes).filter(
    candidate => type.builtIn || patchTypes[candidate] !== 'strategic',
  );
  if (!accepted.includes(mediaType)) throw unsupportedMediaType(accepted);
  const patchType = patchTypes[mediaType];
  return {
    patchType,
    read: async () => {
      const text = (await readBody(request)).toString('utf8');
      try {
        return patchType === 'apply' ? parseYamlBody(text) : parseJson(text);
      } catch (error) {
        const format = patchType === 'apply' ? 'YAML' : 'patch';
        throw badRequest(
          `error decoding ${format}: ${messageOf(error)}`,
          error,
        );
      }
    },
  };
}

function mediaTypeOf(request: ApiRequest): string {
  const [type] = headerOf(request, 'content-type').split(';');
  return type.trim().toLowerCase();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
