export { exposuresOf, type Exposure } from './api/exposure';
export { placesOf, type TakenBy } from './api/places';
export { apiExposures, renderApi, type RenderApiInput } from './api/render-api';
export { apisOf, usualApiClass } from './api/visible-apis';
export {
  connectionTarget,
  connectionTargets,
  consumerRoutes,
  type ConnectionPeer,
  type ConnectionSurroundings,
  type ConnectionTarget,
  type Consumer,
  type FindPeer,
} from './connections';
export type { ConfigurationSurroundings, SecretStore } from './configuration';
export { serviceEndpoints } from './endpoint-status';
export {
  gatewayNamespace,
  gateways,
  hostsOf,
  type Gateway,
  type GatewayLevel,
  type Hosts,
} from './hosts';
export type { Labels, Manifest, ReleaseResource } from './manifest';
export { findPeerAmong, peerOf } from './peer';
export { describeProblem, type LeftOut, type Problem } from './problem';
export type { RenderResult } from './render-result';
export {
  renderScheduledTask,
  type RenderScheduledTaskInput,
} from './render-scheduled-task';
export { renderService, type RenderServiceInput } from './render-service';
export {
  renderWebApplication,
  type RenderWebApplicationInput,
} from './render-web-application';
export { inEnvironment } from './settings/in-environment';
export { atOverrides } from './settings/override-fields';
export { renderTarget, type RenderTarget } from './target';
