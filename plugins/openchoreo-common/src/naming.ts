import { fingerprint } from './fingerprint';

/**
 * What names a resource of the platform that the catalog mirrors.
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
        | 'build-plane'
        | 'deployment-pipeline'
        | 'managed-resource';
      organization: string;
      name: string;
    };

/**
 * The name of an entity in the catalog, in the parts that a compound entity ref has.
 *
 * @public
 */
export interface EntityName {
  kind: string;
  namespace: string;
  name: string;
}

const longestName = 63;
const allowedName = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const allowedNamespace = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;

/**
 * The name that the catalog has for a resource of the platform: the one naming rule that the catalog module, the backend
 * and the pages share.
 *
 * The organization is the namespace. What the catalog would refuse (names of more than 63 characters, for one) is cut and
 * ends with a fingerprint of the whole, so that two long names stay two.
 *
 * @public
 */
export function entityNameOf(object: PlatformObject): EntityName {
  switch (object.type) {
    case 'organization':
      // In the namespace that is the organization: a Domain of the same name that a host has already is another entity.
      return of('Domain', object.name, join(object.name));
    case 'project':
      return of('System', object.organization, join(object.name));
    case 'component':
      return of('Component', object.organization, join(object.name));
    case 'endpoint':
      return of(
        'API',
        object.organization,
        join(object.component, object.name),
      );
    case 'api': {
      // Endpoints have a dot in their name; an API that has one, too, could be taken for one of them.
      const { organization, name } = object;
      return of(
        'API',
        organization,
        name.includes('.') ? shorten(name, name) : fit(name),
      );
    }
    default:
      // Environments, planes, pipelines and managed resources are all of kind Resource: the type keeps equal names apart.
      return of(
        'Resource',
        object.organization,
        `${object.type}-${object.name}`,
      );
  }
}

/**
 * The entity ref that the catalog has for a resource of the platform, such as `component:acme/greeter`.
 *
 * @public
 */
export function entityRefOf(object: PlatformObject): string {
  const { kind, namespace, name } = entityNameOf(object);
  return `${kind}:${namespace}/${name}`.toLocaleLowerCase('en-US');
}

function of(kind: string, organization: string, name: string): EntityName {
  const namespace = allowedNamespace.test(organization)
    ? fit(organization)
    : shorten(organization.replace(/[^a-z0-9]+/g, '-'), organization);
  return { kind, namespace, name: fit(name) };
}

/** Joins by a dot. A part that has one itself could be read in two ways, so such a name gets a fingerprint. */
function join(...parts: string[]): string {
  const name = parts.join('.');
  const isClear = parts.length === 1 || !parts.some(part => part.includes('.'));
  return isClear ? fit(name) : shorten(name, parts.join('/'));
}

function fit(name: string): string {
  return name.length <= longestName && allowedName.test(name)
    ? name
    : shorten(name, name);
}

function shorten(name: string, whole: string): string {
  const suffix = fingerprint(whole).slice(0, 8);
  const stem = name
    .replace(/[^A-Za-z0-9-_.]/g, '-')
    .slice(0, longestName - suffix.length - 1)
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
  return stem ? `${stem}-${suffix}` : suffix;
}
