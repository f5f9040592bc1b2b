export { Approvals } from './Approvals';
export { CancelDialog } from './CancelDialog';
export { PromoteDialog } from './PromoteDialog';
export { PromotionDetails, PromotionPanel } from './PromotionPanel';
export { Requester } from './Requester';
export { ReviewDialog } from './ReviewDialog';
