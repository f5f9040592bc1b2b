/**
 * OpenChoreo in the portal: where a component runs, how it fares there, and its way to the next environment.
 *
 * @packageDocumentation
 */

export { openChoreoPlugin as default } from './plugin';
export { openChoreoApiRef } from './api';
export { openChoreoTranslationRef } from './translation';
