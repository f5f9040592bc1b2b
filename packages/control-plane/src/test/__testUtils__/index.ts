export * from './builders';
export * from './in-memory-cluster';
export * from './parts';
export * from './said';
export * from './settle';
