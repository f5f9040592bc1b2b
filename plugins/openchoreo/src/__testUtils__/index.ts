export { sampleBoards } from './boards';
export * from './builders';
export { catalogSync, troubledCatalogSync } from './catalogSync';
export { releaseList } from './history';
export { awaitingApproval } from './promotionBoards';
export { SampleApi } from './SampleApi';
export { responseError } from './responseError';
