/**
 * REST routes, live events and agent actions of OpenChoreo.
 *
 * @packageDocumentation
 */

export { openChoreoPlugin as default } from './plugin';
