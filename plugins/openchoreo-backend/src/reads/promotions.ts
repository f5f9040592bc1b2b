import { AuthenticationError } from '@backstage/errors';
import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { parseInput } from '@promenade/backstage-plugin-openchoreo-node';
import { z } from 'zod';
import { describePromotion } from '../describePromotion';
import {
  exportHistory,
  exportPageSize,
  promotionColumns,
} from '../exportHistory';
import { listApprovals } from '../listApprovals';
import type { ReadServices } from '../ReadServices';
import { implementRead, visibleTo, type Read, type Reader } from './Read';
import { waitForResources } from './waitForResources';

const scopeSchema = z.object({
  organization: z.string(),
  project: z.string().optional(),
  component: z.string().optional(),
});

type HistoryDeclaration =
  | typeof reads.listPromotions
  | typeof reads.listProjectPromotions
  | typeof reads.listOrganizationPromotions;

/** The history of a project or an organization has only the components that the reader may see. */
function implementHistory(declaration: HistoryDeclaration): Read {
  const parse = (input: unknown) => {
    const { format, ...filter } = parseInput(declaration.input, input);
    return { format, scope: scopeSchema.parse(filter), filter };
  };
  const decideVisible = (services: ReadServices, reader: Reader) =>
    declaration.resource === 'component'
      ? undefined
      : visibleTo(services, reader);
  return {
    declaration,
    async answer(services, input, reader) {
      if (!reader) throw new AuthenticationError('Sign in first');
      const { scope, filter } = parse(input);
      const visible = decideVisible(services, reader);
      return services.openChoreo.views.promotions(scope, filter, visible);
    },
    export(services, input, reader) {
      const { format, scope, filter } = parse(input);
      if (format !== 'csv' && format !== 'jsonl') return undefined;
      return exportHistory(format, {
        name: 'promotions',
        columns: promotionColumns,
        formats: declaration.formats,
        pages: services.openChoreo.views.promotionPages(
          scope,
          { ...filter, limit: exportPageSize },
          decideVisible(services, reader),
        ),
      });
    },
  };
}

/** Promotions, their history, and the plans of promotions and rollbacks. */
export const promotionReads: readonly Read[] = [
  implementHistory(reads.listPromotions),
  implementHistory(reads.listProjectPromotions),
  implementHistory(reads.listOrganizationPromotions),
  implementRead(reads.getProjectPromotion, (services, ref, reader) =>
    services.openChoreo.views.projectPromotion(
      ref,
      visibleTo(services, reader()),
    ),
  ),
  implementRead(
    reads.listReleases,
    ({ openChoreo }, { environment, limit, ...ref }) =>
      openChoreo.views.releases(ref, { environment, limit }),
  ),
  implementRead(reads.listApprovals, async (services, _, reader) => {
    await waitForResources(services);
    return listApprovals(services, reader().credentials);
  }),
  implementRead(reads.getPromotion, ({ openChoreo }, { name, ...ref }) =>
    openChoreo.views.promotion(ref, name),
  ),
  implementRead(reads.describePromotion, (services, promotion, reader) =>
    describePromotion(services, promotion, reader().credentials),
  ),
  implementRead(
    reads.getPromotionPlan,
    ({ openChoreo }, { from, to, ...ref }) =>
      openChoreo.views.promotionPlan(ref, { from, to }),
  ),
  implementRead(
    reads.getRequestedPromotionPlan,
    ({ openChoreo }, { name, ...ref }) =>
      openChoreo.views.requestedPromotionPlan(ref, name),
  ),
  implementRead(
    reads.getRollbackPlan,
    ({ openChoreo }, { environment, artifact, revisionOf, ...ref }) =>
      openChoreo.views.rollbackPlan(ref, { environment, artifact, revisionOf }),
  ),
];
