export { isSameCluster } from './cluster-access';
export { DataPlaneCluster } from './data-plane-cluster';
export {
  dataPlaneOf,
  type EnvironmentOnPlane,
  type NoDataPlane,
} from './data-plane-of';
export { DataPlanes, type DataPlanesOptions } from './data-planes';
export type { LiveObjects } from './live-objects';
