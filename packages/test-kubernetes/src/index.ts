/**
 * A Kubernetes API for tests.
 *
 * @packageDocumentation
 */
export { startTestKubernetes } from './start-test-kubernetes';
export type {
  TestKubernetes,
  TestKubernetesOptions,
} from './start-test-kubernetes';
