import { NotFoundError } from '@backstage/errors';
import type {
  BuildList,
  ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { dataAge } from '../dataAge';
import type { OverviewContext } from '../ViewSource';

/** The number of builds unless a request has another one. */
const defaultLimit = 20;

/** What a component is built from, and its newest builds. @throws NotFoundError when it does not exist */
export function componentBuilds(
  { source, now }: OverviewContext,
  ref: ComponentRef,
  limit = defaultLimit,
): BuildList {
  const found = source.overviews.builds(ref, limit);
  if (!found) {
    throw new NotFoundError(
      `There is no component ${ref.component} in project ${ref.project} of ${ref.organization}`,
    );
  }
  return { ...found, ...dataAge(source.freshness(ref.organization), now) };
}
