/**
 * The catalog module for OpenChoreo.
 *
 * @packageDocumentation
 */
export { catalogModuleOpenChoreo as default } from './module';
