export * from './builders';
export * from './in-memory-cluster';
export * from './modifiers';
export * from './spec-modifiers';
export * from './reconcile-until-stable';
export * from './signing';
