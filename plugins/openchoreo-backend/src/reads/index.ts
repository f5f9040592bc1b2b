import { auditReads } from './audit';
import { componentReads } from './components';
import { organizationReads } from './organizations';
import { platformReads } from './platform';
import { promotionReads } from './promotions';
import type { Read } from './Read';
import { runtimeReads } from './runtime';

export type { Read, Reader } from './Read';

/**
 * The view that answers each read. The streams of boards and logs are answered by live feeds.
 *
 * @public
 */
export const readImplementations: readonly Read[] = [
  ...organizationReads,
  ...componentReads,
  ...promotionReads,
  ...auditReads,
  ...runtimeReads,
  ...platformReads,
];
