export * from './deployments';
export * from './environment';
export * from './fields';
export * from './organization';
export * from './pipeline';
export * from './planes';
export * from './project';
export * from './summaries';
