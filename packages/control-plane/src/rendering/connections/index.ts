export { canAuthenticate, isMutual } from './mutual-authentication';
export { consumerRoutes } from './consumer-routes';
export { egressGateway } from './egress';
export { leadsOf } from './leads';
export type { ComponentEnd, Lead, OutsideEnd } from './lead';
export {
  connectionTarget,
  connectionTargets,
  isForOthers,
  isInternal,
  type ConnectionPeer,
  type ConnectionTarget,
  type Consumer,
  type FindPeer,
} from './peer';
export { resolveConnections } from './resolve-connections';
export type { ConnectionSurroundings } from './surroundings';
