export { PromoteDialog } from './PromoteDialog';
export { PromotionSteps } from './PromotionSteps';
