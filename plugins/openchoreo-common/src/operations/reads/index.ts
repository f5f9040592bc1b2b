import { auditReads } from './audit';
import { boardReads } from './board';
import { buildReads } from './builds';
import { catalogReads } from './catalog';
import { componentReads } from './components';
import { configurationReads } from './configuration';
import { liveReads } from './live';
import { migrationReads } from './migration';
import { organizationReads } from './organizations';
import { planReads } from './plans';
import { platformReads } from './platform';
import { promotionReads } from './promotions';
import { runtimeReads } from './runtime';

/**
 * The table of all reads.
 *
 * @public
 */
export const reads = {
  ...organizationReads,
  ...migrationReads,
  ...componentReads,
  ...boardReads,
  ...configurationReads,
  ...buildReads,
  ...promotionReads,
  ...auditReads,
  ...planReads,
  ...runtimeReads,
  ...catalogReads,
  ...platformReads,
  ...liveReads,
};
