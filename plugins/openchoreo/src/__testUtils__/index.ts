export { sampleBoards } from './boards';
export * from './builders';
export { SampleApi } from './SampleApi';
export { refusal } from './refusal';
