import { deleteObject, deleteObjects } from '../lifecycle/delete-object';
import type { ObjectLifecycle } from '../lifecycle/object-lifecycle';
import {
  apiVersionOf,
  storedResourceOf,
  type ResourceType,
} from '../api/types';
import { readObject, readPatch } from './read-body';
import { allVerbs } from './discovery';
import { listObjects } from './list-objects';
import { listOptionsOf } from './list-options';
import { formatList, formatObject, responseFormatOf } from './response-format';
import { isFlagSet, type ApiRequest, type ResourceContext } from './request';
import { deletionOptionsOf, writeOptionsOf } from './request-options';
import type { ResourcePath } from './resource-path';
import { sendJson } from './respond';
import { handleSubresource } from './subresource-handler';
import { watchObjects } from './watch-objects';
import { badRequest, methodNotAllowed } from '../api/status-error';

/** Handles a request for objects of a type. */
export async function handleResource(
  context: ResourceContext,
  request: ApiRequest,
  path: ResourcePath,
): Promise<void> {
  if (path.subresource) await handleSubresource(context, request, path);
  else if (path.name && !path.watch)
    await handleObject(context, request, path, path.name);
  else await handleCollection(context, request, path);
}

async function handleCollection(
  context: ResourceContext,
  request: ApiRequest,
  path: ResourcePath,
): Promise<void> {
  const { type, namespace } = path;
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return listOrWatch(context, request, path);
    case 'POST':
      return create(context, request, type, namespace);
    case 'DELETE':
      return deleteCollection(context, request, type, namespace);
    default:
      throw methodNotAllowed();
  }
}

async function handleObject(
  { lifecycle }: ResourceContext,
  request: ApiRequest,
  { type, namespace }: ResourcePath,
  name: string,
): Promise<void> {
  const address = { namespace, name };
  const format = responseFormatOf(request);
  switch (request.method) {
    case 'GET':
    case 'HEAD': {
      requireVerb(type, 'get');
      const object = lifecycle.get(type, address);
      return sendJson(request, 200, formatObject(format, type, object));
    }
    case 'PUT': {
      requireVerb(type, 'update');
      const options = writeOptionsOf(request, 'UpdateOptions');
      const body = await readObject(request, type.kind);
      const object = lifecycle.update(type, address, body, options);
      return sendJson(request, 200, formatObject(format, type, object));
    }
    case 'PATCH': {
      requireVerb(type, 'patch');
      const { patchType, read } = await readPatch(request, type);
      const options = writeOptionsOf(
        request,
        'PatchOptions',
        patchType === 'apply',
      );
      const patch = await read();
      const isUpdate = exists(lifecycle, type, address);
      const object = lifecycle.patch(type, address, patchType, patch, options);
      return sendJson(
        request,
        isUpdate ? 200 : 201,
        formatObject(format, type, object),
      );
    }
    case 'DELETE': {
      requireVerb(type, 'delete');
      const body = await readObject(request, 'DeleteOptions');
      const options = deletionOptionsOf(request, body);
      const { removed, object } = deleteObject(
        lifecycle,
        type,
        address,
        options,
      );
      return sendJson(
        request,
        200,
        removed && !type.returnsDeletedObject
          ? deletedStatus(type, name, object.metadata.uid)
          : formatObject(format, type, object),
      );
    }
    default:
      throw methodNotAllowed();
  }
}

function listOrWatch(
  context: ResourceContext,
  request: ApiRequest,
  path: ResourcePath,
): void {
  const { type, namespace, name } = path;
  const { store } = context.lifecycle;
  const format = responseFormatOf(request);
  if (name) request.query.set('fieldSelector', `metadata.name=${name}`);
  const options = listOptionsOf(request, type);
  if (path.watch || isFlagSet(request, 'watch')) {
    requireVerb(type, 'watch');
    const signal = context.watchSignal(storedResourceOf(type));
    watchObjects({ store, signal }, request, type, namespace, options, format);
    return;
  }
  requireVerb(type, 'list');
  const { items, metadata } = listObjects(store, type, namespace, options);
  sendJson(
    request,
    200,
    formatList(format, type, apiVersionOf(type), items, metadata),
  );
}

async function create(
  { lifecycle }: ResourceContext,
  request: ApiRequest,
  type: ResourceType,
  namespace: string,
): Promise<void> {
  requireVerb(type, 'create');
  if (type.scope === 'Namespaced' && !namespace) throw methodNotAllowed();
  const format = responseFormatOf(request);
  const options = writeOptionsOf(request, 'CreateOptions');
  const body = await readObject(request, type.kind);
  if (body === undefined) {
    throw badRequest(
      `the object provided is unrecognized (must be of type ${type.kind}): the body is empty`,
    );
  }
  const object = lifecycle.create(type, namespace, body, options);
  sendJson(request, 201, formatObject(format, type, object));
}

async function deleteCollection(
  { lifecycle }: ResourceContext,
  request: ApiRequest,
  type: ResourceType,
  namespace: string,
): Promise<void> {
  requireVerb(type, 'deletecollection');
  const format = responseFormatOf(request);
  const body = await readObject(request, 'DeleteOptions');
  const options = deletionOptionsOf(request, body);
  const listOptions = listOptionsOf(request, type);
  const { items, metadata } = listObjects(
    lifecycle.store,
    type,
    namespace,
    listOptions,
  );
  deleteObjects(lifecycle, type, items, options);
  sendJson(
    request,
    200,
    formatList(format, type, apiVersionOf(type), items, metadata),
  );
}

/** @throws StatusError 405 if the type does not have the verb */
function requireVerb(type: ResourceType, verb: string): void {
  if (!(type.verbs ?? allVerbs).includes(verb)) throw methodNotAllowed();
}

function exists(
  lifecycle: ObjectLifecycle,
  type: ResourceType,
  address: { namespace: string; name: string },
): boolean {
  return (
    lifecycle.store.get({ resource: storedResourceOf(type), ...address }) !==
    undefined
  );
}

function deletedStatus(type: ResourceType, name: string, uid?: string) {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(type.group ? { group: type.group } : {}),
      kind: type.plural,
      uid,
    },
  };
}
