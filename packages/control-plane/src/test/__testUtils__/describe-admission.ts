import { KubeClient, KubeObject } from '@promenade/kube-client';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { join } from 'node:path';
import { DryRunResult, dryRunApply } from './dry-run-apply';
import { hasSharedFixtures, sharedFixtures } from './shared-fixtures';

/** Asks the API server of a group of tests whether it would have manifests. */
export type DryRun = (
  manifests: readonly KubeObject[],
) => Promise<DryRunResult>;

/** Tests of what an API server says to what is rendered, with one server for all of them. */
export function describeAdmission(
  what: string,
  tests: (ask: DryRun) => void,
): void {
  describe(`${what}`, () => {
    withServer([], tests);
  });
}

const describeGateways = hasSharedFixtures ? describe : describe.skip;

/** The same with the kinds of gateways, whose definitions are no part of the project: skipped, by name, where they are not. */
export function describeAdmissionWithGateways(
  what: string,
  tests: (ask: DryRun) => void,
): void {
  describeGateways(
    `${what} (skipped where ../shared/fixtures is absent: the definitions of the data plane are no part of the project)`,
    () => {
      withServer([join(sharedFixtures, 'data-plane-crds')], tests);
    },
  );
}

function withServer(crds: string[], tests: (ask: DryRun) => void): void {
  let kubernetes: TestKubernetes;
  let client: KubeClient;

  beforeAll(async () => {
    kubernetes = await startTestKubernetes({ crds });
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig, { qps: 0 });
  });

  afterAll(async () => {
    await client?.close();
    await kubernetes?.stop();
  });

  tests(manifests => dryRunApply(client, manifests));
}
