import { NotFoundError } from '@backstage/errors';
import type { ProjectPromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import type { DecideVisible } from './promotionPage';

/**
 * Names the promotion of a project.
 *
 * @public
 */
export interface ProjectPromotionRef {
  organization: string;
  project: string;
  name: string;
}

/**
 * The promotion of a project, with the components that the caller may see. The message, which can name the others, is left out when
 * there are any.
 *
 * @throws NotFoundError when the project has no such promotion, or the caller may see none of its components
 */
export async function projectPromotion(
  found: ProjectPromotionView | undefined,
  { organization, project, name }: ProjectPromotionRef,
  decideVisible: DecideVisible,
): Promise<ProjectPromotionView> {
  if (found?.project === project) {
    const { requested, components, message, ...rest } = found;
    const names = [
      ...new Set([...requested, ...components.map(each => each.name)]),
    ];
    const decisions = await decideVisible(
      names.map(component => ({ organization, project, component })),
    );
    const visible = new Set(names.filter((_, index) => decisions[index]));
    if (visible.size > 0) {
      return {
        ...rest,
        message: visible.size === names.length ? message : undefined,
        requested: requested.filter(each => visible.has(each)),
        components: components.filter(each => visible.has(each.name)),
      };
    }
  }
  throw new NotFoundError(`${project} has no promotion ${name}`);
}
