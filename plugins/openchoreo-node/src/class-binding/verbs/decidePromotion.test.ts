import { mockServices } from '@backstage/backend-test-utils';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import { KubeClient } from '@promenade/kube-client';
import {
  decisionClaims,
  promotionKind,
  verifyPromotion,
  type Promotion,
} from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { aPlatform } from '../../__testUtils__/platform';
import { createOpenChoreo } from '../../createOpenChoreo';
import type { OpenChoreoService } from '../../OpenChoreoService';
import type { VerbRequest } from '../../verbs/Verb';

jest.setTimeout(60_000);

const key = Buffer.alloc(32, 'k');

/** A person whom the authorization has let decide about promotions to staging. */
const as = (name: string, groups: string[] = []): VerbRequest => ({
  requestedBy: `user:default/${name}`,
  person: {
    entityRef: `user:default/${name}`,
    groups: async () => groups,
  },
  environment: 'staging',
});

const leads = ['group:default/leads'];

describe('decisions about a promotion', () => {
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let platform: Awaited<ReturnType<typeof aPlatform>>;
  let openChoreo: OpenChoreoService;
  let unsigned: OpenChoreoService;
  const stop = new AbortController();

  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    platform = await aPlatform(client);
    const signingKey = await platform.signingKey(key);
    const start = (secret: { namespace: string; name: string }) =>
      createOpenChoreo({
        client,
        logger: mockServices.logger.mock(),
        signal: stop.signal,
        includes: organization => organization === platform.organization,
        signingKey: secret,
      });
    openChoreo = start(signingKey);
    unsigned = start({ namespace: platform.organization, name: 'missing' });
    for (const { cache } of [openChoreo, unsigned]) {
      await cache.waitForSync(AbortSignal.timeout(30_000));
    }
  });

  afterAll(async () => {
    stop.abort();
    await platform.remove();
    await client.close();
    await kubernetes.stop();
  });

  const awaitingApproval = (
    name: string,
    status: Promotion['status'] = {},
    spec: Partial<Promotion['spec']> = {},
  ) =>
    platform.promotion(
      'greeter',
      name,
      { artifactRef: 'greeter-1', ...spec },
      {
        phase: 'AwaitingApproval',
        requester: { name: 'user:default/rob', isVerified: true },
        requiredApproval: { count: 2, groups: leads },
        ...status,
      },
    );

  const live = (name: string) =>
    client
      .get(promotionKind, { namespace: platform.organization, name })
      .then(found => promotionKind.schema.parse(found));

  const ref = () => platform.component('greeter');
  const approve = (
    name: string,
    request: VerbRequest,
    input: { artifact?: string; comment?: string; confirmed?: string[] } = {},
  ) =>
    openChoreo.verbs.execute(
      verbs.approvePromotion,
      { ...ref(), name, ...input },
      request,
    );
  const reject = (name: string, request: VerbRequest) =>
    openChoreo.verbs.execute(
      verbs.rejectPromotion,
      { ...ref(), name, comment: 'Not tested' },
      request,
    );
  const cancel = (name: string, request: VerbRequest) =>
    openChoreo.verbs.execute(
      verbs.cancelPromotion,
      { ...ref(), name },
      request,
    );

  it('are signed with the person and the groups of the person', async () => {
    await awaitingApproval('signed', {
      requiredApproval: { count: 1, groups: leads, checklist: ['Load test'] },
    });
    await approve('signed', as('ana', leads), {
      artifact: 'greeter-1',
      comment: 'Looks good',
      confirmed: ['Load test'],
    });
    const promotion = await live('signed');
    const [decision] = promotion.spec.decisions ?? [];
    expect(decision).toMatchObject({
      by: 'user:default/ana',
      decision: 'Approved',
      comment: 'Looks good',
      confirmed: ['Load test'],
    });
    expect(
      await verifyPromotion(
        decision.signature ?? '',
        { action: 'Approved', about: decisionClaims(promotion, decision) },
        [key],
      ),
    ).toMatchObject({ by: 'user:default/ana', groups: leads });
  });

  it('add nothing when the same person decides twice', async () => {
    await awaitingApproval('twice');
    await approve('twice', as('ana', leads));
    await approve('twice', as('ana', leads));
    expect((await live('twice')).spec.decisions).toHaveLength(1);
  });

  it('are not prevented by somebody who wrote the name of the person', async () => {
    const forged = {
      by: 'user:default/ana',
      decision: 'Approved' as const,
      at: '2026-03-01T12:00:00Z',
      signature: 'forged',
    };
    await awaitingApproval('forged', {}, { decisions: [forged] });
    await approve('forged', as('ana', leads));
    const { decisions = [] } = (await live('forged')).spec;
    expect(decisions).toHaveLength(2);
    expect(decisions[0]).toEqual(forged);
  });

  it.each([
    ['a service', { requestedBy: 'plugin:test', environment: 'staging' }],
    ['somebody who is not listed', as('eve', ['group:default/others'])],
    ['the requester', as('Rob', leads)],
    [
      'somebody who was authorized for another environment',
      { ...as('ana', leads), environment: 'development' },
    ],
    [
      'somebody who was not authorized',
      { ...as('ana', leads), environment: undefined },
    ],
  ])('are not possible for %s', async (_, request) => {
    const name = `denied-${Math.random().toString(36).slice(2, 8)}`;
    await awaitingApproval(name);
    await expect(approve(name, request)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect((await live(name)).spec.decisions).toBeUndefined();
  });

  it('let only those reject who are listed', async () => {
    await awaitingApproval('rejected');
    await expect(reject('rejected', as('eve'))).rejects.toThrow(
      /Only group:default\/leads may decide about it/,
    );
    await reject('rejected', as('ana', leads));
    expect((await live('rejected')).spec.decisions).toMatchObject([
      { decision: 'Rejected', comment: 'Not tested' },
    ]);
  });

  it('are about the artifact that was seen', async () => {
    await awaitingApproval('other');
    await expect(
      approve('other', as('ana', leads), { artifact: 'greeter-2' }),
    ).rejects.toThrow(/is about greeter-1 instead of greeter-2/);
  });

  it('confirm items of the check list only', async () => {
    await awaitingApproval('unlisted');
    await expect(
      approve('unlisted', as('ana', leads), { confirmed: ['Lunch'] }),
    ).rejects.toMatchObject({ name: 'InputError' });
  });

  it.each(['Pending', 'Progressing', 'Succeeded', 'Superseded'] as const)(
    'do not approve a promotion that is %s',
    async phase => {
      const name = `phase-${phase.toLocaleLowerCase('en-US')}`;
      await awaitingApproval(name, { phase });
      await expect(approve(name, as('ana', leads))).rejects.toMatchObject({
        name: 'ConflictError',
        message: expect.stringContaining(phase),
      });
    },
  );

  it('cancel a promotion at any phase before its end', async () => {
    await awaitingApproval('running', { phase: 'Progressing' });
    await cancel('running', as('eve'));
    await cancel('running', as('eve'));
    expect((await live('running')).spec.decisions).toMatchObject([
      { decision: 'Cancelled', by: 'user:default/eve' },
    ]);
    await awaitingApproval('ended', { phase: 'Failed' });
    await expect(cancel('ended', as('eve'))).rejects.toThrow(
      /has ended: Failed/,
    );
  });

  it('all count when people decide at the same time', async () => {
    await awaitingApproval('race', { requiredApproval: { count: 3 } });
    const people = ['ana', 'bob', 'cid', 'dee'];
    await Promise.all([
      ...people.map(name => approve('race', as(name))),
      reject('race', as('eve')),
    ]);
    const { decisions = [] } = (await live('race')).spec;
    expect(decisions.map(({ by }) => by).sort()).toEqual(
      [...people, 'eve'].map(name => `user:default/${name}`),
    );
  });

  it('fail with the phase when the promotion ends at the same time', async () => {
    await awaitingApproval('late', { requiredApproval: { count: 1 } });
    const patch = client.patch.bind(client);
    const spy = jest
      .spyOn(client, 'patch')
      .mockImplementationOnce(async (type, object, body, options) => {
        await client.patchStatus(
          promotionKind,
          { namespace: platform.organization, name: 'late' },
          { phase: 'Expired' },
        );
        return patch(type, object, body, options);
      });
    await expect(approve('late', as('ana'))).rejects.toThrow(
      /The promotion late has ended: Expired/,
    );
    spy.mockRestore();
    expect((await live('late')).spec.decisions).toBeUndefined();
  });

  it('say which Secret is missing', async () => {
    await awaitingApproval('unsigned');
    await expect(
      unsigned.verbs.execute(
        verbs.approvePromotion,
        { ...ref(), name: 'unsigned' },
        as('ana', leads),
      ),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringMatching(
        /the Secret test-\w+\/missing does not exist/,
      ),
    });
  });

  it('write nothing for a plan', async () => {
    await awaitingApproval('planned');
    const { objects } = await openChoreo.verbs.plan(
      verbs.approvePromotion,
      { ...ref(), name: 'planned' },
      as('ana', leads),
    );
    expect(objects).toMatchObject([
      { spec: { decisions: [{ by: 'user:default/ana' }] } },
    ]);
    expect((await live('planned')).spec.decisions).toBeUndefined();
  });
});
