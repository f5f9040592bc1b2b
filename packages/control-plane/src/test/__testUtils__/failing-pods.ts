/**
 * For tests whose pods have to fail to pull their image: the simulated data plane can be told that they do. On the cluster of
 * `PROMENADE_TEST_KUBECONFIG` nothing can, so that such tests are skipped there, by name.
 */
export const describeFailingPods = process.env.PROMENADE_TEST_KUBECONFIG
  ? describe.skip
  : describe;
