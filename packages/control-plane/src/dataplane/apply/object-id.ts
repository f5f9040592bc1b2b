import type { KubeObject } from '@promenade/kube-client';

/** Identifies an object on a data plane. */
export interface ObjectId {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export function objectIdOf({
  apiVersion,
  kind,
  metadata: { namespace, name },
}: KubeObject): ObjectId {
  return { apiVersion, kind, namespace, name };
}

/** Returns an id as a map key. It leaves the version out: an object is the same in every version of its API. */
export function objectIdText({
  apiVersion,
  kind,
  namespace = '',
  name,
}: ObjectId): string {
  return [groupOf(apiVersion) ?? '', kind, namespace, name].join('|');
}

/** Returns `Kind name`, for messages. */
export function objectLabel({ kind, name }: ObjectId): string {
  return `${kind} ${name}`;
}

/** Returns the API group of an apiVersion; undefined for the core group. */
export function groupOf(apiVersion: string): string | undefined {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? undefined : apiVersion.slice(0, slash);
}

/** Returns the version of an apiVersion, without the group. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}
