export { GitServer, type RestHandler } from './GitServer';
