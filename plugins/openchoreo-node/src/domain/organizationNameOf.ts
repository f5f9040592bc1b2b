import { sharedOrganization } from './sharedOrganization';

/** The kinds of organizations of the generations. */
const organizationKinds: ReadonlySet<string> = new Set([
  'Organization',
  'Namespace',
]);

/** The organization of a resource. An organization belongs to itself, and any other resource without a namespace to the shared one. */
export function organizationNameOf(
  kind: string,
  { namespace, name }: { namespace?: string; name: string },
): string {
  return organizationKinds.has(kind) ? name : namespace ?? sharedOrganization;
}

/** Whether a resource is of the cluster, so that all of its organizations share it. */
export function isOfCluster(
  kind: string,
  { namespace }: { namespace?: string },
): boolean {
  return namespace === undefined && !organizationKinds.has(kind);
}
