/**
 * The OpenChoreo control plane as a service for backend plugins: what is known, how people see it, and what can be done.
 *
 * @packageDocumentation
 */

export { openChoreoServiceRef } from './openChoreoServiceRef';
export { createOpenChoreo } from './createOpenChoreo';
export type {
  OpenChoreoCommands,
  OpenChoreoService,
} from './OpenChoreoService';
export { concerns } from './concerns';
export { sharedOrganization } from './class-binding/lookUp';
export { indexValue } from './cache/indexes';
export type { FreshnessReport } from './cache/Freshness';
export { ResourceCache } from './cache/ResourceCache';
export type {
  ResourceChange,
  ResourceChangeListener,
  ResourceIndex,
  ResourceKey,
  ResourceReader,
} from './cache/ResourceReader';
export type { CommandOptions } from './commands/CommandContext';
export type { CreateComponentInput } from './commands/componentObjects';
export type { CreatedComponent } from './commands/createComponent';
export type { CreateProjectInput } from './commands/createProject';
export type { PromoteInput } from './commands/promote';
export type { SetStateInput } from './commands/setState';
export type { WaitOptions } from './commands/waitFor';
export * from './domain/ComponentSnapshot';
export { OpenChoreoViews } from './views/OpenChoreoViews';
export type { StateVerdict } from './views/deploymentState';
