/**
 * What commands do when they run.
 *
 * @packageDocumentation
 */

export { describeError } from './errors/describeError';
export { listNames } from './run/listNames';
export { printEvents } from './run/printEvents';
export { printLog } from './run/printLog';
export { runOperation } from './run/runOperation';
export { setState } from './run/setState';
export { startDev } from './run/startDev';
