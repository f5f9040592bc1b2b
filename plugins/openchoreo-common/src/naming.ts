import { fingerprint } from './fingerprint';

/** The classes and component types: what components and APIs are created with. */
type DefinitionType =
  | 'service-class'
  | 'web-application-class'
  | 'scheduled-task-class'
  | 'component-type'
  | 'cluster-component-type'
  | 'api-class';

/**
 * Identifies a resource of the platform that the catalog has an entity for.
 *
 * @public
 */
export type PlatformObject =
  | { type: 'organization'; name: string }
  | { type: 'project'; organization: string; name: string }
  | { type: 'component'; organization: string; name: string }
  | {
      type: 'endpoint';
      organization: string;
      component: string;
      name: string;
    }
  | { type: 'api'; organization: string; name: string }
  | {
      type:
        | 'environment'
        | 'data-plane'
        | 'cluster-data-plane'
        | 'build-plane'
        | 'deployment-pipeline'
        | 'managed-resource';
      organization: string;
      name: string;
    }
  | { type: DefinitionType; organization: string; name: string }
  | {
      /** The Resource of a class or component type. The variant above is its Template. */
      type: 'definition';
      of: DefinitionType;
      organization: string;
      name: string;
    };

/**
 * The parts of an entity ref.
 *
 * @public
 */
export interface EntityName {
  kind: string;
  namespace: string;
  name: string;
}

const maxNameLength = 63;
/** The catalog accepts capital letters as well, and takes names that differ in these only as equal. */
const allowedName = /^([a-z0-9][-a-z0-9_.]*)?[a-z0-9]$/;
const allowedNamespace = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;

/**
 * The name of the entity of a resource: the naming rule that the catalog module, the backend and the pages share.
 *
 * The organization is the namespace. A name that the catalog rejects, such as one of more than 63 characters, is shortened. It
 * ends with a fingerprint of the whole name, and so does a name with capital letters, so that different names stay different.
 *
 * @public
 */
export function entityNameOf(object: PlatformObject): EntityName {
  switch (object.type) {
    case 'organization':
      // In the namespace of the organization, so that it differs from a Domain of the same name that the host has.
      return entityName('Domain', object.name, joinParts(object.name));
    case 'project':
      return entityName('System', object.organization, joinParts(object.name));
    case 'component':
      return entityName(
        'Component',
        object.organization,
        joinParts(object.name),
      );
    case 'endpoint':
      return entityName(
        'API',
        object.organization,
        joinParts(object.component, object.name),
      );
    case 'api': {
      // The name of an endpoint has a dot. An API with a dot in its name gets a fingerprint, so that it differs from endpoints.
      const { organization, name } = object;
      return entityName(
        'API',
        organization,
        name.includes('.') ? shorten(name, name) : shortenIfNeeded(name),
      );
    }
    case 'service-class':
    case 'web-application-class':
    case 'scheduled-task-class':
    case 'component-type':
    case 'cluster-component-type':
    case 'api-class':
      // The type in the name makes equal names differ, and keeps the names of hand-written templates free.
      return entityName(
        'Template',
        object.organization,
        `${object.type}-${object.name}`,
      );
    case 'definition':
      return entityName(
        'Resource',
        object.organization,
        `${object.of}-${object.name}`,
      );
    default:
      // All of kind Resource: the type in the name makes equal names differ.
      return entityName(
        'Resource',
        object.organization,
        `${object.type}-${object.name}`,
      );
  }
}

/**
 * The entity ref of a resource, such as `component:acme/greeter`.
 *
 * @public
 */
export function entityRefOf(object: PlatformObject): string {
  const { kind, namespace, name } = entityNameOf(object);
  // Without a locale, which takes 25 times as long. It makes no difference to names of ASCII letters.
  return `${kind}:${namespace}/${name}`.toLowerCase();
}

function entityName(
  kind: string,
  organization: string,
  name: string,
): EntityName {
  const namespace = allowedNamespace.test(organization)
    ? shortenIfNeeded(organization)
    : shorten(organization.replace(/[^a-z0-9]+/g, '-'), organization);
  return { kind, namespace, name: shortenIfNeeded(name) };
}

/** Joins the parts by a dot. A name with a part that has a dot itself is ambiguous and gets a fingerprint. */
function joinParts(...parts: string[]): string {
  const name = parts.join('.');
  const isUnambiguous =
    parts.length === 1 || !parts.some(part => part.includes('.'));
  return isUnambiguous ? shortenIfNeeded(name) : shorten(name, parts.join('/'));
}

/** A name that the catalog accepts, also as the name of an annotation. */
export function shortenIfNeeded(name: string): string {
  return name.length <= maxNameLength && allowedName.test(name)
    ? name
    : shorten(name, name);
}

function shorten(name: string, whole: string): string {
  const suffix = fingerprint(whole).slice(0, 8);
  const stem = name
    .replace(/[^A-Za-z0-9-_.]/g, '-')
    .slice(0, maxNameLength - suffix.length - 1)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return stem ? `${stem}-${suffix}` : suffix;
}

/**
 * The path of the catalog page of an object of the platform, or of a tab of that page.
 *
 * @public
 */
export function catalogPath(object: PlatformObject, tab = ''): string {
  return entityPath(entityNameOf(object), tab);
}

/**
 * The path of the catalog page of an entity, or of a tab of that page.
 *
 * @param entity - its complete entity ref, or the parts of it
 * @public
 */
export function entityPath(entity: string | EntityName, tab = ''): string {
  const { kind, namespace, name } =
    typeof entity === 'string' ? partsOf(entity) : entity;
  const path = [namespace, kind.toLocaleLowerCase('en-US'), name]
    .map(encodeURIComponent)
    .join('/');
  return `/catalog/${path}${tab && `/${tab}`}`;
}

/**
 * The path of the page of a promotion.
 *
 * @param name - of the promotion
 * @public
 */
export function promotionPath(organization: string, name: string): string {
  const parts = [organization, name].map(encodeURIComponent);
  return `/openchoreo/promotions/${parts.join('/')}`;
}

function partsOf(entityRef: string): EntityName {
  const [kind = '', namespace = '', name = ''] = entityRef.split(/[:/]/);
  return { kind, namespace, name };
}
