import { InputError } from '@backstage/errors';
import {
  environmentKind,
  organizationKind,
  type KindDefinition,
  type KubernetesObject,
} from '@promenade/openchoreo-model';
import { sharedOrganization } from '../../domain/sharedOrganization';
import type { VerbContext } from '../../verbs/Verb';
import { findObject } from '../../adapter-base/writeObjects';

/** @throws InputError when there are Organizations, but not this one. On an API without Organizations the namespace decides. */
export async function checkOrganization(
  context: VerbContext,
  name: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const names = context.cache
    .list(organizationKind)
    .map(({ metadata }) => metadata.name);
  if (!names.length || names.includes(name)) return;
  // The cache may not have a new one yet.
  if (await findObject(context, organizationKind, { name }, signal)) return;
  throw new InputError(
    `The organization ${name} does not exist. Choose one of: ${sorted(names)}`,
  );
}

/**
 * Checks in the API that an object which an input names exists in the organization, or in the shared one.
 *
 * @throws InputError that names the field and the object
 */
export async function checkOwnOrShared(
  context: VerbContext,
  kind: KindDefinition,
  organization: string,
  { field, name }: { field: string; name: string },
  signal: AbortSignal | undefined,
): Promise<void> {
  const namespaces = [...new Set([organization, sharedOrganization])];
  for (const namespace of namespaces) {
    const found = await findObject(context, kind, { namespace, name }, signal);
    if (found) return;
  }
  const names = namespaces.flatMap(namespace =>
    context.cache
      .byIndex(kind, 'organization', namespace)
      .map(({ metadata }: KubernetesObject) => metadata.name),
  );
  throw new InputError(
    `${field}: the ${kind.kind} ${name} does not exist in ${namespaces.join(
      ' or ',
    )}. ${
      names.length ? `Choose one of: ${sorted(names)}` : 'Create it first'
    }`,
  );
}

/** Like `checkOwnOrShared`, for environments. */
export async function checkEnvironments(
  context: VerbContext,
  organization: string,
  references: readonly { field: string; name: string }[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const checked = new Set<string>();
  for (const reference of references) {
    if (checked.has(reference.name)) continue;
    checked.add(reference.name);
    await checkOwnOrShared(
      context,
      environmentKind,
      organization,
      reference,
      signal,
    );
  }
}

function sorted(names: readonly string[]): string {
  return [...new Set(names)].sort().join(', ');
}
