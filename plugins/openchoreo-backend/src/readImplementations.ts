/**
 * The implementations of reads, for a process that answers them without Backstage.
 *
 * @packageDocumentation
 */

export { logRequestOf } from './logs';
export { readImplementations, type Read, type Reader } from './reads';
export type { ReadServices } from './ReadServices';
