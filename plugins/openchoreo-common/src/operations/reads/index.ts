import { boardReads } from './board';
import { planReads } from './plans';
import { platformReads } from './platform';
import { promotionReads } from './promotions';

/**
 * The table of all reads.
 *
 * @public
 */
export const reads = {
  ...boardReads,
  ...promotionReads,
  ...planReads,
  ...platformReads,
};
