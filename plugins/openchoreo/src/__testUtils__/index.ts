export { sampleBoards } from './boards';
export * from './builders';
export { endedPromotions, pendingApprovals, releaseList } from './history';
export { awaitingApproval } from './promotionBoards';
export { SampleApi } from './SampleApi';
export { responseError } from './responseError';
