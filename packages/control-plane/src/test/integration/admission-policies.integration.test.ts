import type { KubeObject } from '@promenade/kube-client';
import {
  componentKind,
  deployableArtifactKind,
  deploymentKind,
  finalizers,
  promotionKind,
  releaseKind,
  serviceKind,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import { type JsonObject } from '../../runtime/json';
import { aComponent, aPromotion, fromTo, ofComponent } from '../__testUtils__';
import {
  askAsEve,
  deleteManifests,
  policiesFor,
} from '../__testUtils__/admission-policies';
import { describeOnRealCluster } from '../__testUtils__/failing-pods';
import { deployGreeter, promoteGreeter } from '../__testUtils__/greeter';
import {
  startTestPlatform,
  type TestPlatform,
} from '../__testUtils__/test-platform';
import { waitUntil } from '../__testUtils__/wait-for';

jest.setTimeout(180_000);

describeOnRealCluster('the policies of deploy/admission', () => {
  let platform: TestPlatform;
  let policies: JsonObject[] = [];

  const pathOf = ({ group, version, plural }: KindDefinition) =>
    `/apis/${group}/${version}/namespaces/${platform.organization}/${plural}`;

  const patchAsEve = (
    kind: KindDefinition,
    name: string,
    patch: object,
    subresource = '',
  ) =>
    askAsEve(
      platform.client,
      'PATCH',
      `${pathOf(kind)}/${name}${subresource}`,
      patch,
    );

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
    policies = await policiesFor(
      platform.client,
      platform.organization,
      'admission/derived-objects.yaml',
      'admission/status.yaml',
      'admission/finalizers/component.yaml',
    );
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
    if (platform) await deleteManifests(platform.client, policies);
    await platform?.stop();
  });

  it('create a Component with the finalizer of the control plane, beside others', async () => {
    const { metadata, ...component } = aComponent('late');
    const finalizersOf = async (...others: string[]) => {
      const created = await platform.client.create<KubeObject>(
        componentKind,
        {
          ...component,
          metadata: {
            ...metadata,
            namespace: platform.organization,
            finalizers: others,
          },
        },
        { dryRun: true },
      );
      return created.metadata.finalizers;
    };
    const isAdded = await waitUntil(
      async () => (await finalizersOf())?.length === 1,
    );
    expect(isAdded).toBe(true);
    expect(await finalizersOf('test/other')).toEqual([
      'test/other',
      finalizers.component,
    ]);
    expect(await finalizersOf(finalizers.component)).toEqual([
      finalizers.component,
    ]);
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
      await askAsEve(platform.client, 'POST', pathOf(deployableArtifactKind), {
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
