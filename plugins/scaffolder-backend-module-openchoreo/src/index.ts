/**
 * Scaffolder actions for OpenChoreo: create projects and components, and promote what runs.
 *
 * @packageDocumentation
 */

export { scaffolderModuleOpenChoreo as default } from './module';
export { createProjectAction } from './actions/createProject';
export { createComponentAction } from './actions/createComponent';
export { promoteComponentAction } from './actions/promoteComponent';
export type { ActionServices } from './actions/ActionServices';
