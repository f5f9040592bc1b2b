import { NotFoundError } from '@backstage/errors';
import type { ComponentDeployments } from '../../domain/OverviewSource';
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

/** Which components the caller may see, and of which organizations something: the organization, a project or a component. */
export async function decideByOrganization(
  source: ViewSource,
  decide: DecideReadable,
  about: {
    organizations: readonly { organization: string }[];
    components: readonly ComponentDeployments[];
  },
) {
  const organizations = new Set(
    about.organizations.map(({ organization }) => organization),
  );
  const refs: ReadableRef[] = [...organizations].flatMap(organization => [
    { organization },
    ...source.projects({ organization }).map(projectRef),
  ]);
  const isReadable = await decideOnce(decide, [
    ...refs,
    ...about.components.map(({ ref }) => ref),
  ]);
  const components = about.components.filter(({ ref }) => isReadable(ref));
  const seen = new Set(
    [...refs.filter(isReadable), ...components.map(({ ref }) => ref)].map(
      ({ organization }) => organization,
    ),
  );
  return {
    components,
    canSee: (organization: string) => seen.has(organization),
  };
}

export function notVisible(kind: string, name: string): NotFoundError {
  return new NotFoundError(
    `There is no ${kind} ${name}, or you may see nothing of its organization`,
  );
}
