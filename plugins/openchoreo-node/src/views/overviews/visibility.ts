import { NotFoundError } from '@backstage/errors';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { ProjectSnapshot } from '../../domain/ProjectSnapshot';
import type { ReadableRef } from '../../domain/ReadableRef';
import type { ViewSource } from '../ViewSource';

/**
 * Decides which components, projects and organizations the caller may see, in their order.
 *
 * @public
 */
export type DecideReadable = (
  refs: readonly ReadableRef[],
) => Promise<readonly boolean[]>;

/** Decides about all refs at once. The result is false for any other ref. */
export async function decideOnce(
  decide: DecideReadable,
  refs: readonly ReadableRef[],
): Promise<(ref: ReadableRef) => boolean> {
  const decisions = await decide(refs);
  const readable = new Set(
    refs.filter((_, index) => decisions[index]).map(refKey),
  );
  return ref => readable.has(refKey(ref));
}

function refKey({ organization, project, component }: ReadableRef): string {
  return [organization, project, component].join('/');
}

export function projectRef({
  organization,
  name,
}: ProjectSnapshot): ReadableRef {
  return { organization, project: name };
}

/** What the caller may see, and of which organizations anything: the organization, a project, or one of the components. */
export async function decideByOrganization(
  source: ViewSource,
  decide: DecideReadable,
  about: {
    organizations: readonly { organization: string }[];
    components: readonly ComponentRef[];
  },
) {
  const organizations = new Set(
    about.organizations.map(({ organization }) => organization),
  );
  const refs: ReadableRef[] = [
    ...[...organizations].flatMap(organization => [
      { organization },
      ...source.projects({ organization }).map(projectRef),
    ]),
    ...about.components,
  ];
  const isReadable = await decideOnce(decide, refs);
  const seen = new Set(
    refs.filter(isReadable).map(({ organization }) => organization),
  );
  return {
    isReadable,
    canSee: (organization: string) => seen.has(organization),
  };
}

export function notVisible(kind: string, name: string): NotFoundError {
  return new NotFoundError(
    `There is no ${kind} ${name}, or you may see nothing of its organization`,
  );
}
