import { apiVersionOf, type ResourceType } from '../../api/types';
import { allVerbs } from '../discovery';
import { gvkOf } from './kind-schemas';
import { metaPrefix, refTo, schemaNameOf } from './schema-name';

type Action =
  | 'list'
  | 'post'
  | 'deletecollection'
  | 'get'
  | 'put'
  | 'patch'
  | 'delete';

const verbOf: Record<Action, string> = {
  list: 'list',
  post: 'create',
  deletecollection: 'deletecollection',
  get: 'get',
  put: 'update',
  patch: 'patch',
  delete: 'delete',
};

const methodOf: Record<Action, string> = {
  list: 'get',
  post: 'post',
  deletecollection: 'delete',
  get: 'get',
  put: 'put',
  patch: 'patch',
  delete: 'delete',
};

const queryDescriptions: Record<string, string> = {
  allowWatchBookmarks: 'Whether a watch may send bookmarks.',
  continue: 'The token of the next page of a list.',
  dryRun: 'All: process the request without storing anything.',
  fieldManager: 'The manager of the changed fields. Required for an apply.',
  fieldSelector: 'Only objects with these fields.',
  fieldValidation: 'How unknown fields are handled: Ignore, Warn or Strict.',
  force: 'Whether an apply takes over fields of other managers.',
  gracePeriodSeconds: 'The time until the object is removed, in seconds.',
  labelSelector: 'Only objects with these labels.',
  limit: 'The maximum number of objects of a page.',
  orphanDependents: 'Whether dependents are orphaned. Deprecated.',
  propagationPolicy:
    'What happens to dependents: Orphan, Background or Foreground.',
  resourceVersion: 'The version to read.',
  resourceVersionMatch: 'How the version is applied: Exact or NotOlderThan.',
  sendInitialEvents: 'Whether a watch starts with the current objects.',
  timeoutSeconds: 'The timeout of a list or watch, in seconds.',
  watch: 'Whether to watch for changes.',
};

const listQuery = [
  'allowWatchBookmarks',
  'continue',
  'fieldSelector',
  'labelSelector',
  'limit',
  'resourceVersion',
  'resourceVersionMatch',
  'sendInitialEvents',
  'timeoutSeconds',
  'watch',
];
const deleteQuery = [
  'dryRun',
  'gracePeriodSeconds',
  'orphanDependents',
  'propagationPolicy',
];
const writeQuery = ['dryRun', 'fieldManager', 'fieldValidation'];

const queryOf: Record<Action, string[]> = {
  list: listQuery,
  post: writeQuery,
  deletecollection: [...listQuery, ...deleteQuery].sort(),
  get: ['resourceVersion'],
  put: writeQuery,
  patch: [...writeQuery, 'force'],
  delete: deleteQuery,
};

/** The paths of a kind with their operations. */
export function kindPaths(type: ResourceType): Record<string, object> {
  const root = type.group
    ? `/apis/${apiVersionOf(type)}`
    : `/api/${type.version}`;
  const namespaced = type.scope === 'Namespaced';
  const collection = namespaced
    ? `${root}/namespaces/{namespace}/${type.plural}`
    : `${root}/${type.plural}`;
  const object = `${collection}/{name}`;
  const inNamespace = namespaced ? ['namespace'] : [];
  const ofObject = ['name', ...inNamespace];
  return {
    ...(namespaced
      ? { [`${root}/${type.plural}`]: pathItem(type, ['list'], []) }
      : {}),
    [collection]: pathItem(
      type,
      ['list', 'post', 'deletecollection'],
      inNamespace,
    ),
    [object]: pathItem(type, ['get', 'put', 'patch', 'delete'], ofObject),
    ...(type.subresources.status
      ? {
          [`${object}/status`]: pathItem(
            type,
            ['get', 'put', 'patch'],
            ofObject,
          ),
        }
      : {}),
    ...(type.subresources.scale
      ? {
          [`${object}/scale`]: pathItem(
            scaleOf(type),
            ['get', 'put', 'patch'],
            ofObject,
          ),
        }
      : {}),
  };
}

function pathItem(type: ResourceType, actions: Action[], parameters: string[]) {
  const allowed = actions.filter(action =>
    (type.verbs ?? allVerbs).includes(verbOf[action]),
  );
  return {
    ...Object.fromEntries(
      allowed.map(action => [methodOf[action], operation(type, action)]),
    ),
    parameters: parameters.map(name => ({
      name,
      in: 'path',
      required: true,
      schema: { type: 'string', uniqueItems: true },
    })),
  };
}

function operation(type: ResourceType, action: Action) {
  const isList = action === 'list';
  const responseSchema = isList
    ? schemaNameOf({ ...type, kind: type.listKind ?? `${type.kind}List` })
    : schemaNameOf(type);
  const schema =
    (action === 'delete' && !type.returnsDeletedObject) ||
    action === 'deletecollection'
      ? `${metaPrefix}.Status`
      : responseSchema;
  return {
    description: `${verbOf[action]} ${type.kind}`,
    parameters: queryOf[action].map(name => ({
      name,
      in: 'query',
      description: queryDescriptions[name],
      schema: { type: 'string', uniqueItems: true },
    })),
    ...bodyOf(type, action),
    responses: {
      [action === 'post' ? '201' : '200']: {
        description: 'OK',
        content: { 'application/json': { schema: refTo(schema) } },
      },
    },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': gvkOf(type, type.kind),
  };
}

function bodyOf(type: ResourceType, action: Action) {
  const content = (schema: string, mediaTypes: string[]) => ({
    requestBody: {
      content: Object.fromEntries(
        mediaTypes.map(mediaType => [mediaType, { schema: refTo(schema) }]),
      ),
      required: true,
    },
  });
  switch (action) {
    case 'post':
    case 'put':
      return content(schemaNameOf(type), [
        'application/json',
        'application/yaml',
      ]);
    case 'patch':
      return content(`${metaPrefix}.Patch`, [
        'application/apply-patch+yaml',
        'application/json-patch+json',
        'application/merge-patch+json',
        ...(type.builtIn ? ['application/strategic-merge-patch+json'] : []),
      ]);
    case 'delete':
      return {
        ...content(`${metaPrefix}.DeleteOptions`, ['application/json']),
      };
    default:
      return {};
  }
}

function scaleOf(type: ResourceType): ResourceType {
  return {
    ...type,
    group: 'autoscaling',
    version: 'v1',
    kind: 'Scale',
    verbs: undefined,
  };
}
