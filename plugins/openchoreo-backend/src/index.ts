/**
 * REST and live events for the OpenChoreo pages, with permissions and audit.
 *
 * @packageDocumentation
 */

export { openChoreoPlugin as default } from './plugin';
