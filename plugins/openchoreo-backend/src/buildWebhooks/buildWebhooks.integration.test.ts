import { createHmac } from 'node:crypto';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  buildKind,
  componentKind,
  deploymentTrackKind,
  type Build,
  type KindDefinition,
} from '@promenade/openchoreo-model';
import request from 'supertest';
import { PortalClient } from '../__testUtils__/PortalClient';
import {
  startSamplePlatform,
  type SamplePlatform,
} from '../__testUtils__/samplePlatform';
import {
  recordingAuditor,
  startPortal,
  type Portal,
} from '../__testUtils__/startPortal';

jest.setTimeout(180_000);

const zeros = '0'.repeat(40);
const commitOf = (digit: number) => String(digit).repeat(40);
const nowInSeconds = Math.floor(Date.now() / 1000);

/** What GitHub sends of a push, with the fields that matter. */
const githubPush = (
  after: string,
  { ref = 'refs/heads/main', before = zeros, pushedAt = nowInSeconds } = {},
) => ({
  ref,
  before,
  after,
  repository: {
    full_name: 'tram/board',
    html_url: 'https://github.com/tram/board',
    clone_url: 'https://github.com/tram/board.git',
    ssh_url: 'git@github.com:tram/board.git',
    pushed_at: pushedAt,
  },
});

describe('the webhook of a Git host', () => {
  let platform: SamplePlatform;
  let portal: Portal;
  const auditor = recordingAuditor();

  const create = (kind: KindDefinition, name: string, spec: object) =>
    platform.client.create(kind, {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: { name, namespace: 'default' },
      spec,
    });

  const createComponent = (
    name: string,
    url: string,
    { branch = 'main', push }: { branch?: string; push?: boolean } = {},
  ) =>
    create(componentKind, name, {
      owner: { projectName: 'tram' },
      type: 'Service',
      build: {
        repository: { url, revision: { branch }, appPath: `/${name}` },
        templateRef: { name: 'docker' },
        ...(push !== undefined && { triggers: { push } }),
      },
    });

  /** The builds of a component in the control plane, the oldest first. */
  async function buildsOf(component: string): Promise<Build[]> {
    const { items } = await platform.client.list(buildKind, {
      namespace: 'default',
    });
    return items
      .map(build => buildKind.schema.parse(build))
      .filter(({ spec }) => spec.owner.componentName === component);
  }

  const post = (host: string, body: string, headers: Record<string, string>) =>
    request(portal.server)
      .post(`/api/openchoreo/webhooks/builds/${host}`)
      .set('Content-Type', 'application/json')
      .set(headers)
      .send(body);

  const signatureOf = (body: string, secret: string) =>
    `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

  function sendGithub(
    payload: object,
    { event = 'push', secret = 'github-secret' } = {},
  ) {
    const body = JSON.stringify(payload);
    return post('github', body, {
      'X-GitHub-Event': event,
      'X-Hub-Signature-256': signatureOf(body, secret),
    });
  }

  const built = (component: string) => ({
    organization: 'default',
    project: 'tram',
    component,
    build: expect.stringMatching(new RegExp(`^${component}-build-`)),
  });

  beforeAll(async () => {
    platform = await startSamplePlatform();
    const repository = 'https://github.com/tram/board';
    await createComponent('board', `${repository}.git`);
    await createComponent('screen', 'git@github.com:Tram/Board.git');
    await createComponent('manual', repository, { push: false });
    await createComponent('legacy', repository, { branch: 'legacy' });
    await createComponent('other', 'https://gitlab.com/tram/other');
    await create(deploymentTrackKind, 'board-next', {
      owner: { projectName: 'tram', componentName: 'board' },
      branch: 'next',
    });
    portal = await startPortal({
      kubeconfig: platform.kubeconfig,
      // The webhook is authenticated by its signature, and needs no permission of a user.
      policy: { handle: async () => ({ result: AuthorizeResult.DENY }) },
      auditor,
      buildWebhooks: [
        { host: 'github', secret: 'former-secret' },
        { host: 'github', secret: 'github-secret' },
        { host: 'gitlab', secret: 'gitlab-token' },
        { host: 'bitbucket', secret: 'bitbucket-secret' },
        { host: 'generic', secret: 'generic-secret' },
      ],
    });
    // Until the portal has read the platform.
    const client = new PortalClient(portal);
    const isLive = async () => {
      const { status } = await client.send('get', 'openchoreo/health');
      return status === 200;
    };
    while (!(await isLive())) {
      await new Promise(resolve => setTimeout(resolve, 200));
    }
  });

  afterAll(async () => {
    await portal?.stop();
    await platform?.stop();
  });

  it('builds the components of the repository whose branch was pushed, once', async () => {
    auditor.createEvent.mockClear();
    const payload = githubPush(commitOf(1));
    const { status, body } = await sendGithub(payload);
    expect(status).toBe(202);
    expect(body.builds).toHaveLength(2);
    expect(body.builds).toEqual(
      expect.arrayContaining([built('board'), built('screen')]),
    );
    // The host sends it again, or somebody who has recorded it.
    const again = await sendGithub(payload);
    expect(again.body).toEqual(body);
    const builds = await buildsOf('board');
    expect(builds).toHaveLength(1);
    expect(builds[0]).toMatchObject({
      metadata: {
        annotations: { 'openchoreo.dev/requested-by': 'webhook:github' },
      },
      spec: {
        repository: { revision: { branch: 'main', commit: commitOf(1) } },
      },
    });
    expect(await buildsOf('manual')).toEqual([]);
    expect(await buildsOf('legacy')).toEqual([]);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'component-build' }),
    );
  });

  it('builds a branch again that is set back', async () => {
    const before = commitOf(1);
    await sendGithub(githubPush(commitOf(2), { before }));
    const { body } = await sendGithub(
      githubPush(before, { before: commitOf(2) }),
    );
    expect(body.builds).toHaveLength(2);
    expect(await buildsOf('board')).toHaveLength(3);
  });

  it('builds the deployment track of a branch', async () => {
    const payload = githubPush(commitOf(3), { ref: 'refs/heads/next' });
    const { body } = await sendGithub(payload);
    expect(body.builds).toEqual([built('board')]);
    const builds = await buildsOf('board');
    expect(
      builds.filter(({ spec }) => spec.deploymentTrack === 'board-next'),
    ).toMatchObject([
      { spec: { repository: { revision: { branch: 'next' } } } },
    ]);
  });

  it('does nothing for what is no push to a branch of a component', async () => {
    const before = (await buildsOf('board')).length;
    const ignored = [
      sendGithub({ zen: 'Keep it simple.' }, { event: 'ping' }),
      sendGithub(githubPush(commitOf(4), { ref: 'refs/heads/unknown' })),
      sendGithub(githubPush(commitOf(4), { ref: 'refs/tags/v1' })),
      sendGithub(githubPush(zeros, { before: commitOf(1) })),
      sendGithub({
        ...githubPush(commitOf(4)),
        repository: { html_url: 'https://github.com/tram/unknown' },
      }),
      // Recorded two days ago.
      sendGithub(
        githubPush(commitOf(4), { pushedAt: nowInSeconds - 2 * 86_400 }),
      ),
    ];
    for (const { status, body } of await Promise.all(ignored)) {
      expect({ status, body }).toEqual({ status: 202, body: { builds: [] } });
    }
    expect(await buildsOf('board')).toHaveLength(before);
  });

  it('understands GitLab, Bitbucket and what signs a push by itself', async () => {
    const gitlab = await post(
      'gitlab',
      JSON.stringify({
        ref: 'refs/heads/main',
        before: zeros,
        after: commitOf(5),
        project: {
          web_url: 'https://gitlab.com/tram/other',
          git_http_url: 'https://gitlab.com/tram/other.git',
          git_ssh_url: 'git@gitlab.com:tram/other.git',
        },
      }),
      { 'X-Gitlab-Event': 'Push Hook', 'X-Gitlab-Token': 'gitlab-token' },
    );
    expect(gitlab.body.builds).toEqual([built('other')]);

    await createComponent('ferry', 'https://bitbucket.org/tram/ferry');
    const ferryPush = JSON.stringify({
      repository: {
        links: { html: { href: 'https://bitbucket.org/tram/ferry' } },
      },
      push: {
        changes: [
          {
            old: null,
            new: {
              type: 'branch',
              name: 'main',
              target: { hash: commitOf(6) },
            },
          },
          { old: null, new: null },
        ],
      },
    });
    const sendBitbucket = () =>
      post('bitbucket', ferryPush, {
        'X-Event-Key': 'repo:push',
        'X-Hub-Signature': signatureOf(ferryPush, 'bitbucket-secret'),
      });
    // The backend may not have read the new component yet.
    let { body } = await sendBitbucket();
    while (!body.builds?.length) ({ body } = await sendBitbucket());
    expect(body.builds).toEqual([built('ferry')]);

    const script = JSON.stringify({
      repository: 'https://gitlab.com/tram/other',
      branch: 'main',
      commit: commitOf(7),
    });
    const generic = await post('generic', script, {
      'X-Hub-Signature-256': signatureOf(script, 'generic-secret'),
    });
    expect(generic.body.builds).toEqual([built('other')]);
  });

  it('rejects what is not signed with the secret, and what it cannot read', async () => {
    const before = (await buildsOf('board')).length;
    const payload = githubPush(commitOf(8));
    const body = JSON.stringify(payload);
    const unsigned = await post('github', body, { 'X-GitHub-Event': 'push' });
    expect(unsigned.status).toBe(401);
    const forged = await sendGithub(payload, { secret: 'guessed' });
    expect(forged.status).toBe(401);
    const changed = await post('github', `${body} `, {
      'X-GitHub-Event': 'push',
      'X-Hub-Signature-256': signatureOf(body, 'github-secret'),
    });
    expect(changed.status).toBe(401);
    const wrongToken = await post('gitlab', '{}', {
      'X-Gitlab-Event': 'Push Hook',
      'X-Gitlab-Token': 'github-secret',
    });
    expect(wrongToken.status).toBe(401);
    for (const host of ['gitea', 'constructor']) {
      expect((await post(host, '{}', {})).status).toBe(404);
    }
    // The body for a host that sends no pushes is not read.
    const tooLarge = ' '.repeat(26 * 1024 * 1024);
    expect((await post('gitea', tooLarge, {})).status).toBe(404);
    const malformed = await sendGithub({ ref: 'refs/heads/main' });
    expect(malformed.status).toBe(400);
    expect(malformed.body.error.message).toContain('after: is missing');
    expect(JSON.stringify([unsigned.body, forged.body])).not.toContain(
      'github-secret',
    );
    // Another secret of the same host is as good.
    const rotated = await sendGithub(payload, { secret: 'former-secret' });
    expect(rotated.body.builds).toHaveLength(2);
    expect(await buildsOf('board')).toHaveLength(before + 1);
  });
});
