/**
 * The implementations of reads, for a process that answers them without Backstage.
 *
 * @packageDocumentation
 */

export { logStreams, type LogStreamRead } from './logs';
export { readImplementations, type Read, type Reader } from './reads';
export type { ReadServices } from './ReadServices';
export type { FileExport } from './sendExport';
