import { applyPatch } from '../apply';
import { decodeObject } from '../lifecycle/decode-object';
import { withContentFinalizersOf } from '../lifecycle/namespace-strategy';
import { keyOf } from '../lifecycle/object-address';
import { runPatch } from '../lifecycle/run-patch';
import { StatusError, methodNotAllowed, notFound } from '../api/status-error';
import { isPod, type KubeObject } from '../api/types';
import { handlePodLog } from './pod-log';
import { readObject, readPatch } from './read-body';
import { formatObject, responseFormatOf } from './response-format';
import type { ApiRequest, ResourceContext } from './request';
import { writeOptionsOf } from './request-options';
import type { ResourcePath } from './resource-path';
import { sendJson } from './respond';
import { readScale, withReplicas } from './scale';

const scaleKind = {
  group: 'autoscaling',
  version: 'v1',
  kind: 'Scale',
  plural: 'scales',
  singular: 'scale',
  shortNames: [],
  categories: [],
  scope: 'Namespaced' as const,
  subresources: { status: true },
  columns: [],
};

/** Handles a request for a subresource. */
export async function handleSubresource(
  context: ResourceContext,
  request: ApiRequest,
  path: ResourcePath,
): Promise<void> {
  const { type, subresource } = path;
  if (subresource === 'status' && type.subresources.status) {
    await handleStatus(context, request, path);
  } else if (subresource === 'scale' && type.subresources.scale) {
    await handleScale(context, request, path);
  } else if (subresource === 'finalize' && type.plural === 'namespaces') {
    await handleFinalize(context, request, path);
  } else if (subresource === 'log' && isPod(type)) {
    handlePodLog(context, request, path);
  } else {
    throw type.builtIn
      ? new StatusError(
          404,
          'NotFound',
          `this server has no ${subresource} of ${type.plural}`,
        )
      : notFound(type, path.name ?? '');
  }
}

async function handleStatus(
  { lifecycle }: ResourceContext,
  request: ApiRequest,
  { type, namespace, name = '' }: ResourcePath,
): Promise<void> {
  const address = { namespace, name };
  const format = responseFormatOf(request);
  const respond = (object: KubeObject) =>
    sendJson(request, 200, formatObject(format, type, object));
  switch (request.method) {
    case 'GET':
      return respond(lifecycle.get(type, address));
    case 'PUT': {
      const options = writeOptionsOf(request, 'UpdateOptions');
      const body = await readObject(request, type.kind);
      return respond(lifecycle.update(type, address, body, options, 'status'));
    }
    case 'PATCH': {
      const { patchType, read } = await readPatch(request, type);
      const options = writeOptionsOf(
        request,
        'PatchOptions',
        patchType === 'apply',
      );
      return respond(
        lifecycle.patch(
          type,
          address,
          patchType,
          await read(),
          options,
          'status',
        ),
      );
    }
    default:
      throw methodNotAllowed();
  }
}

async function handleScale(
  { lifecycle }: ResourceContext,
  request: ApiRequest,
  { type, namespace, name = '' }: ResourcePath,
): Promise<void> {
  const address = { namespace, name };
  const scaleType = { ...scaleKind, builtIn: true };
  switch (request.method) {
    case 'GET':
      return sendJson(
        request,
        200,
        readScale(type, lifecycle.get(type, address)),
      );
    case 'PUT': {
      const options = writeOptionsOf(request, 'UpdateOptions');
      const scale = decodeObject(scaleType, await readObject(request, 'Scale'));
      const next = withReplicas(type, lifecycle.get(type, address), scale);
      const object = lifecycle.update(type, address, next, options, 'scale');
      return sendJson(request, 200, readScale(type, object));
    }
    case 'PATCH': {
      const { patchType, read } = await readPatch(request, scaleType);
      const options = writeOptionsOf(
        request,
        'PatchOptions',
        patchType === 'apply',
      );
      const patch = await read();
      const live = lifecycle.get(type, address);
      const scale = readScale(type, live);
      const kind = patchType === 'apply' ? 'merge' : patchType;
      const patched = runPatch(() => applyPatch(kind, scaleType, scale, patch));
      const next = withReplicas(type, live, decodeObject(scaleType, patched));
      const object = lifecycle.update(type, address, next, options, 'scale');
      return sendJson(request, 200, readScale(type, object));
    }
    default:
      throw methodNotAllowed();
  }
}

/** Replaces the content finalizers of a namespace. */
async function handleFinalize(
  { lifecycle }: ResourceContext,
  request: ApiRequest,
  { type, name = '' }: ResourcePath,
): Promise<void> {
  if (request.method !== 'PUT') throw methodNotAllowed();
  const body = decodeObject(type, await readObject(request, type.kind));
  const address = { namespace: '', name };
  const before = lifecycle.get(type, address);
  lifecycle.updateUnvalidated(keyOf(type, address), namespace =>
    withContentFinalizersOf(body, namespace),
  );
  const after = lifecycle.store.get(keyOf(type, address));
  sendJson(request, 200, after ?? withContentFinalizersOf(body, before));
}
