import { KubeClient, KubeObject } from '@promenade/kube-client';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { join } from 'node:path';
import { DryRunResult, dryRunApply } from './dry-run-apply';
import { hasSharedFixtures, sharedFixtures } from './shared-fixtures';

/** Applies manifests as a dry run on the API server of a group of tests. */
export type DryRun = (
  manifests: readonly KubeObject[],
) => Promise<DryRunResult>;

/** Describes tests of rendered objects with one API server. */
export function describeAdmission(
  what: string,
  tests: (ask: DryRun) => void,
): void {
  describe(`${what}`, () => {
    withServer([], tests);
  });
}

const describeGateways = hasSharedFixtures ? describe : describe.skip;

/** As {@link describeAdmission}, with the kinds of gateways. Skipped if their definitions, which are not part of the project, are missing. */
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
