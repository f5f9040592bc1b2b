/**
 * A Kubernetes API for tests.
 *
 * @packageDocumentation
 */
export {
  startControlPlane,
  type ControlPlaneProcess,
} from './start-control-plane';
export { startTestKubernetes } from './start-test-kubernetes';
export type {
  TestKubernetes,
  TestKubernetesOptions,
} from './start-test-kubernetes';
