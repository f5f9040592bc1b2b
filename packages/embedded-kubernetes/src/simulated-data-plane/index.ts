export { LifecycleCluster } from './lifecycle-cluster';
export { SimulatedDataPlane } from './simulated-data-plane';
export type { SimulatedDataPlaneOptions } from './simulated-data-plane';
