/**
 * The software templates for OpenChoreo.
 *
 * @packageDocumentation
 */
export { catalogModuleOpenChoreoTemplates as default } from './module';
