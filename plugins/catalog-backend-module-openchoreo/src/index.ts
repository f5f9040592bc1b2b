/**
 * The module of the catalog that shows what an OpenChoreo control plane holds.
 *
 * @packageDocumentation
 */
export { catalogModuleOpenChoreo as default } from './module';
