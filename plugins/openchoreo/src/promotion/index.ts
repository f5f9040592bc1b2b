export { CancelDialog } from './CancelDialog';
export { PromoteDialog } from './PromoteDialog';
export { PromotionPanel } from './PromotionPanel';
export { ReviewDialog } from './ReviewDialog';
