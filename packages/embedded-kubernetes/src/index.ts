/**
 * A Kubernetes API on loopback with storage in SQLite.
 *
 * @packageDocumentation
 */
export { main } from './main';
export { startServer } from './server/start-server';
export type { RunningServer, StartServerOptions } from './server/start-server';
