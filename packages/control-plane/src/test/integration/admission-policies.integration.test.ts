import type { KubeObject } from '@promenade/kube-client';
import {
  deployableArtifactKind,
  deploymentKind,
  promotionKind,
  releaseKind,
  serviceKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import { isJsonObject, jsonAt, type JsonObject } from '../../runtime/json';
import { aPromotion, fromTo, ofComponent } from '../__testUtils__';
import { readManifests } from '../__testUtils__/deploy-manifests';
import { describeOnRealCluster } from '../__testUtils__/failing-pods';
import { deployGreeter, promoteGreeter } from '../__testUtils__/greeter';
import {
  startTestPlatform,
  type TestPlatform,
} from '../__testUtils__/test-platform';
import { waitUntil } from '../__testUtils__/wait-for';

jest.setTimeout(180_000);

const account =
  'system:serviceaccount:promenade-system:promenade-control-plane';

/** Somebody with all rights who is not the control plane. */
const eve = {
  'impersonate-user': 'eve',
  'impersonate-group': 'system:masters',
};

/**
 * The policies of `deploy/admission` for the organization of the test only, because other tests use the same cluster. The account of
 * the control plane is that of the kubeconfig.
 */
async function policiesFor({
  client,
  organization,
}: TestPlatform): Promise<JsonObject[]> {
  const review = await client.request({
    method: 'POST',
    path: '/apis/authentication.k8s.io/v1/selfsubjectreviews',
    body: {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'SelfSubjectReview',
    },
  });
  const user = String(jsonAt(review, 'status', 'userInfo', 'username'));
  const manifests: JsonObject[] = [
    'admission/derived-objects.yaml',
    'admission/status.yaml',
  ].flatMap(readManifests);
  return manifests.map(manifest => {
    const text = JSON.stringify(manifest)
      .replaceAll(account, user)
      .replaceAll(
        /"(promenade-(?:status|derived-objects))"/g,
        `"$1-${organization}"`,
      );
    const own: JsonObject = JSON.parse(text);
    const matchLabels = { 'kubernetes.io/metadata.name': organization };
    return own.kind === 'ValidatingAdmissionPolicyBinding'
      ? {
          ...own,
          spec: {
            ...(isJsonObject(own.spec) && own.spec),
            matchResources: { namespaceSelector: { matchLabels } },
          },
        }
      : own;
  });
}

describeOnRealCluster('the policies of deploy/admission', () => {
  let platform: TestPlatform;
  let policies: JsonObject[] = [];

  const pathOf = ({ group, version, plural }: KindDefinition) =>
    `/apis/${group}/${version}/namespaces/${platform.organization}/${plural}`;

  /** Sends a request of Eve. Returns the error of the API server; undefined if it accepts the request. */
  async function askAsEve(
    method: 'POST' | 'PATCH',
    path: string,
    body: object,
  ): Promise<string | undefined> {
    try {
      await platform.client.request({
        method,
        path,
        body,
        headers: eve,
        contentType:
          method === 'PATCH' ? 'application/merge-patch+json' : undefined,
      });
      return undefined;
    } catch (error) {
      return String(error);
    }
  }

  const patchAsEve = (
    kind: KindDefinition,
    name: string,
    patch: object,
    subresource = '',
  ) => askAsEve('PATCH', `${pathOf(kind)}/${name}${subresource}`, patch);

  const changeRelease = (query = '') =>
    patchAsEve(
      releaseKind,
      'greeter',
      { spec: { environmentName: 'production' } },
      query,
    );
  const changeServiceStatus = (query = '') =>
    patchAsEve(
      serviceKind,
      'greeter',
      { status: { conditions: [] } },
      `/status${query}`,
    );

  beforeAll(async () => {
    platform = await startTestPlatform();
    policies = await policiesFor(platform);
    await platform.applyManifests(...policies);
    await deployGreeter(platform);
    const areEnforced = await waitUntil(
      async () =>
        (await changeRelease('?dryRun=All')) !== undefined &&
        (await changeServiceStatus('?dryRun=All')) !== undefined,
    );
    if (!areEnforced) throw new Error('The policies are not enforced');
  });

  afterAll(async () => {
    for (const { apiVersion, kind, metadata } of policies) {
      const type = await platform.client.resourceFor(
        String(apiVersion),
        String(kind),
      );
      const name = String(jsonAt(metadata, 'name'));
      if (type) await platform.client.delete(type, { name });
    }
    await platform?.stop();
  });

  it('let the control plane deploy and promote', async () => {
    await promoteGreeter(platform);
    const { items } = await platform.client.list(deploymentKind, {
      namespace: platform.organization,
    });
    expect(items.map(({ metadata }) => metadata.name).sort()).toEqual([
      'greeter',
      'greeter-staging',
    ]);
  });

  it('reject an approval in the status of a promotion', async () => {
    await platform.apply(
      aPromotion(
        'to-production',
        ofComponent('greeter'),
        fromTo('staging', 'production'),
      ),
    );
    const approval = {
      by: 'user:default/eve',
      decision: 'Approved',
      at: '2026-01-01T00:00:00Z',
    };
    const patch = { status: { approvals: [approval] } };
    expect(
      await patchAsEve(promotionKind, 'to-production', patch, '/status'),
    ).toMatch(
      /only the control plane writes the status of promotions; eve may change the spec/,
    );
  });

  it('row 29: reject a change of what is derived, and its creation by hand', async () => {
    expect(await changeRelease()).toMatch(
      /the spec of releases is derived by the control plane: change the component, or promote a release/,
    );
    expect(
      await patchAsEve(deploymentKind, 'greeter', {
        spec: { reason: 'by hand' },
      }),
    ).toMatch(/the spec of deployments is derived/);
    expect(
      await patchAsEve(deploymentKind, 'greeter', {
        status: { revisions: [] },
      }),
    ).toMatch(/only the control plane writes the status of deployments/);
    const { items } = await platform.client.list<KubeObject>(
      deployableArtifactKind,
      { namespace: platform.organization },
    );
    const { metadata, ...artifact } = items[0];
    expect(
      await askAsEve('POST', pathOf(deployableArtifactKind), {
        ...artifact,
        metadata: { name: 'by-hand', namespace: metadata.namespace },
      }),
    ).toMatch(/deployableartifacts are created by the control plane/);
  });

  it('accept what others may change: metadata, and the length of the history', async () => {
    const skip = { 'openchoreo.dev/skip-dataplane-cleanup': 'true' };
    expect(
      await patchAsEve(
        releaseKind,
        'greeter',
        { metadata: { annotations: skip } },
        '?dryRun=All',
      ),
    ).toBeUndefined();
    expect(
      await patchAsEve(deploymentKind, 'greeter', {
        spec: { revisionHistoryLimit: 3 },
      }),
    ).toBeUndefined();
    expect(
      await patchAsEve(
        serviceKind,
        'greeter',
        { spec: { className: 'other' } },
        '?dryRun=All',
      ),
    ).toBeUndefined();
  });
});
