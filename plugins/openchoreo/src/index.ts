/**
 * Pages for OpenChoreo components: deployments, their state, and promotions.
 *
 * @packageDocumentation
 */

export { openChoreoPlugin as default } from './plugin';
export { openChoreoApiRef } from './api';
export { createDeploymentColumn } from './catalog/deploymentColumn';
export { ApprovalCount } from './approvals/ApprovalCount';
export { ComponentSearchResult } from './search/ComponentSearchResult';
export type { SearchedEntity } from './search/SearchedEntity';
export { openChoreoTranslationRef } from './translation';
export { openChoreoTranslations } from './openChoreoTranslations';
