import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeClient } from '@promenade/kube-client';
import { startTestKubernetes } from '@promenade/test-kubernetes';
import { parse } from 'yaml';
import { type JsonObject } from '../../runtime/json';
import {
  applyManifest,
  askAsEve,
  deleteManifests,
  policiesFor,
} from '../__testUtils__/admission-policies';
import { describeOnRealCluster } from '../__testUtils__/failing-pods';
import {
  hasSharedFixtures,
  sharedFixtures,
} from '../__testUtils__/shared-fixtures';
import { waitUntil } from '../__testUtils__/wait-for';

jest.setTimeout(180_000);

const describeReleases = hasSharedFixtures
  ? describeOnRealCluster
  : describe.skip;

describeReleases('the policies of deploy/admission/openchoreo-1x', () => {
  const namespace = `releases-${randomBytes(4).toString('hex')}`;
  const path = `/apis/openchoreo.dev/v1alpha1/namespaces/${namespace}/releasebindings`;
  const binding = (name: string, spec: object = {}) => ({
    apiVersion: 'openchoreo.dev/v1alpha1',
    kind: 'ReleaseBinding',
    metadata: { name, namespace },
    spec: {
      owner: { projectName: 'shop', componentName: 'greeter' },
      environment: 'staging',
      ...spec,
    },
  });
  let client: KubeClient;
  let created: JsonObject[] = [];

  const patchAsEve = (spec: object, query = '') =>
    askAsEve(client, 'PATCH', `${path}/greeter${query}`, { spec });

  beforeAll(async () => {
    const { kubeconfig } = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubeconfig);
    const crd: JsonObject = parse(
      readFileSync(
        join(
          sharedFixtures,
          'openchoreo-v1.2.3/crds/openchoreo.dev_releasebindings.yaml',
        ),
        'utf8',
      ),
    );
    const policies = await policiesFor(
      client,
      namespace,
      'admission/openchoreo-1x/release-name.yaml',
      'admission/openchoreo-1x/promotion-status.yaml',
    );
    created = [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      crd,
      ...policies,
    ];
    for (const manifest of created) await applyManifest(client, manifest);
    const isServed = await waitUntil(async () => {
      const body = binding('greeter', { releaseName: 'greeter-1' });
      return client
        .request({ method: 'POST', path, body })
        .then(() => true)
        .catch(() => false);
    });
    const isEnforced = await waitUntil(
      async () =>
        (await patchAsEve({ releaseName: 'other' }, '?dryRun=All')) !==
        undefined,
    );
    if (!isServed || !isEnforced) throw new Error('They are not enforced');
  });

  afterAll(async () => {
    if (client) await deleteManifests(client, [...created].reverse());
    await client?.close();
  });

  it('reject a release that is not promoted', async () => {
    const rejection =
      /spec.releaseName of a ReleaseBinding is changed by promotions: create a Promotion of greeter to staging/;
    expect(await patchAsEve({ releaseName: 'greeter-2' })).toMatch(rejection);
    expect(await patchAsEve({ releaseName: null })).toMatch(rejection);
    const unpromoted = binding('other', { releaseName: 'greeter-2' });
    expect(await askAsEve(client, 'POST', path, unpromoted)).toMatch(rejection);
  });

  it('accept the state, the values of the environment, and a binding without a release', async () => {
    expect(
      await patchAsEve({
        state: 'Undeploy',
        componentTypeEnvironmentConfigs: { replicas: 2 },
      }),
    ).toBeUndefined();
    expect(
      await askAsEve(client, 'POST', path, binding('empty')),
    ).toBeUndefined();
  });

  it('let the control plane write the release', async () => {
    const changed = await client.request({
      method: 'PATCH',
      path: `${path}/greeter`,
      body: { spec: { releaseName: 'greeter-2' } },
      contentType: 'application/merge-patch+json',
    });
    expect(changed).toMatchObject({ spec: { releaseName: 'greeter-2' } });
  });
});
