/**
 * A Kubernetes API on loopback with storage in SQLite.
 *
 * @packageDocumentation
 */
export { main } from './main';
export type { EmbeddedClusterOptions } from './controllers/embedded-cluster';
export type { Durability } from './store/database';
export type { HistoryLimits } from './store/event-log';
export { startServer } from './server/start-server';
export type { RunningServer, StartServerOptions } from './server/start-server';
