export { sampleBoards } from './boards';
export * from './builders';
export { SampleApi } from './SampleApi';
export { responseError } from './responseError';
