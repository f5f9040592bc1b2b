import type { KubeObject } from '@promenade/kube-client';

/** What tells an object on a data plane from all others there. */
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

/** The id as one text, to look things up by. An object is the same one in whatever version of its API it is asked for. */
export function objectIdText({
  apiVersion,
  kind,
  namespace = '',
  name,
}: ObjectId): string {
  return [groupOf(apiVersion) ?? '', kind, namespace, name].join('|');
}

/** `Kind name`, for people. */
export function objectLabel({ kind, name }: ObjectId): string {
  return `${kind} ${name}`;
}

/** API group of an apiVersion; undefined for the core group. */
export function groupOf(apiVersion: string): string | undefined {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? undefined : apiVersion.slice(0, slash);
}

/** Version of an apiVersion, without its group. */
export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}
