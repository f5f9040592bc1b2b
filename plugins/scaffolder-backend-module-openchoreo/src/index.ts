/**
 * The scaffolder actions of the OpenChoreo verbs.
 *
 * @packageDocumentation
 */

export { scaffolderModuleOpenChoreo as default } from './module';
export { createProjectAction } from './actions/createProject';
export { createComponentAction } from './actions/createComponent';
export { promoteComponentAction } from './actions/promoteComponent';
export type { ActionServices, VerbTemplateAction } from './VerbAction';
