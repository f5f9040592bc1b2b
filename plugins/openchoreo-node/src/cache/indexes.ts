import type {
  ResourceIndex,
  ResourceKey,
  ResourceKind,
} from './ResourceReader';

/** The track of objects that name none. Pages show this one. */
const shownTrack = 'default';

/**
 * The value under which an index finds objects: the organization and the names below it, as in `acme/shop/greeter`.
 *
 * @public
 */
export function indexValue(organization: string, ...names: string[]): string {
  return [organization, ...names].join('/');
}

/**
 * The values under which each index finds an object. A kind without owner paths is found by its organization alone. The index by
 * component has the objects of the shown track only.
 */
export function indexValuesOf(
  { owner }: Pick<ResourceKind, 'owner'>,
  object: { metadata: ResourceKey },
): Partial<Record<ResourceIndex, string>> {
  const organization = object.metadata.namespace;
  if (!organization) return {};
  const project = textAt(object, owner.project);
  const component =
    (textAt(object, owner.track) ?? shownTrack) === shownTrack
      ? textAt(object, owner.component)
      : undefined;
  const environment = textAt(object, owner.environment);
  return {
    organization,
    ...(project && { project: indexValue(organization, project) }),
    ...(project &&
      component && {
        component: indexValue(organization, project, component),
      }),
    ...(environment && { environment: indexValue(organization, environment) }),
  };
}

/** The text at a dotted path, such as `spec.owner.projectName`. */
function textAt(object: object, path: string | undefined): string | undefined {
  let value: unknown = path ? object : undefined;
  for (const field of path?.split('.') ?? []) {
    value = isRecord(value) ? value[field] : undefined;
  }
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
