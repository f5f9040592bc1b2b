/**
 * A Kubernetes API on loopback with storage in SQLite.
 *
 * @packageDocumentation
 */
export { main } from './main';
export { startServer } from './start-server';
export type { RunningServer, StartServerOptions } from './start-server';
