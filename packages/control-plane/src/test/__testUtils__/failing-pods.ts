/**
 * For tests whose pods must fail to pull their image, which the simulated data plane can simulate. Skipped on the cluster of
 * `PROMENADE_TEST_KUBECONFIG`.
 */
export const describeFailingPods = process.env.PROMENADE_TEST_KUBECONFIG
  ? describe.skip
  : describe;

/** For tests of what the simulated data plane does not simulate. Skipped without `PROMENADE_TEST_KUBECONFIG`. */
export const describeOnRealCluster = process.env.PROMENADE_TEST_KUBECONFIG
  ? describe
  : describe.skip;
