import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import {
  gitCommitRequestKind,
  projectKind,
  serviceBindingKind,
  workloadKind,
  type GitCommitRequest,
} from '@promenade/openchoreo-model';
import { ana, ComponentPlatform } from '../../__testUtils__/ComponentPlatform';
import { waitForValue } from '../../__testUtils__/waitForValue';

jest.setTimeout(120_000);

const owner = { projectName: 'shop', componentName: 'greeter' };
const repoURL = 'https://git.test/acme/deployments';

describe('a change of a binding', () => {
  let platform: ComponentPlatform;
  let namespace: string;

  const binding = () => platform.read(serviceBindingKind, 'greeter');
  const requests = async () => {
    const { items } = await platform.client.list(gitCommitRequestKind, {
      namespace,
    });
    return items.map(item => gitCommitRequestKind.schema.parse(item));
  };
  const target = () => platform.inDevelopment('greeter');
  const setState = async (state: 'Active' | 'Suspend') => {
    const { resourceVersion = '' } = (await binding()).metadata;
    const input = { ...target(), state, resourceVersion };
    return platform.openChoreo.verbs.execute(verbs.setState, input, ana);
  };

  beforeAll(async () => {
    platform = await ComponentPlatform.start();
    namespace = platform.base.organization;
    await platform.createComponent('greeter');
    await platform.create(serviceBindingKind, 'greeter', {
      owner,
      environment: 'development',
      className: 'default',
      releaseState: 'Active',
      workloadSpec: {},
    });
    await waitForValue(() => {
      const { views } = platform.openChoreo;
      const board = views.deployBoard(platform.base.component('greeter'));
      return board.environments[0]?.binding;
    });
  });
  afterAll(() => platform.stop());

  it('is rejected where a GitOps tool would change it back', async () => {
    await platform.client.patch(
      serviceBindingKind,
      { namespace, name: 'greeter' },
      {
        metadata: {
          annotations: {
            'argocd.argoproj.io/tracking-id':
              'shop:openchoreo.dev/ServiceBinding',
          },
        },
      },
      { type: 'merge' },
    );
    await expect(setState('Suspend')).rejects.toThrow(
      /Argo CD Application "shop" applies ServiceBinding greeter from Git/,
    );
    expect((await binding()).spec.releaseState).toBe('Active');
  });

  it('is committed in a project in commit mode, once', async () => {
    const gitOps = { mode: 'Commit', repoURL, branch: 'main', path: 'eu' };
    await platform.client.patch(
      projectKind,
      { namespace, name: 'shop' },
      { spec: { gitOps } },
      { type: 'merge' },
    );
    await setState('Suspend');
    await setState('Suspend');
    expect((await binding()).spec.releaseState).toBe('Active');
    const committed = await requests();
    expect(committed).toHaveLength(1);
    expect(committed[0]).toMatchObject({
      metadata: { ownerReferences: [{ kind: 'ServiceBinding' }] },
      spec: {
        repoURL,
        branch: 'main',
        message: 'Set greeter in development to Suspend',
        author: { name: 'user:default/ana' },
        files: [
          {
            path: `eu/${namespace}/shop/ServiceBinding-greeter.yaml`,
            patch: JSON.stringify([
              { op: 'add', path: '/spec/releaseState', value: 'Suspend' },
            ]),
          },
        ],
      },
    });
    await platform.openChoreo.verbs.plan(verbs.restartComponent, target(), ana);
    expect(await requests()).toHaveLength(1);
    await platform.openChoreo.verbs.execute(
      verbs.restartComponent,
      target(),
      ana,
    );
    expect(await requests()).toHaveLength(2);
  });

  it('is committed again after a commit that has failed, or was overtaken', async () => {
    const messages = async () =>
      (await requests()).map(({ spec }) => spec.message).sort();
    const finish = async (phase: 'Failed' | 'Succeeded') => {
      for (const { metadata, status } of await requests()) {
        if (!status?.phase) {
          await platform.client.patchStatus(gitCommitRequestKind, metadata, {
            phase,
          });
        }
      }
    };
    const before = await messages();
    const suspend = 'Set greeter in development to Suspend';
    await finish('Failed');
    await setState('Suspend');
    await setState('Suspend');
    expect(await messages()).toEqual([...before, suspend].sort());
    // The tool has not applied the commit: the binding in the cluster is Active all the time.
    await finish('Succeeded');
    await setState('Active');
    await finish('Succeeded');
    await setState('Suspend');
    const active = 'Set greeter in development to Active';
    expect(await messages()).toEqual(
      [...before, suspend, active, suspend].sort(),
    );
  });

  it('is committed after the changes that wait, so that the last one wins', async () => {
    const before = new Set(
      (await requests()).map(({ metadata }) => metadata.name),
    );
    // All of them wait: nothing commits in this test.
    await setState('Active');
    await setState('Suspend');
    await setState('Active');
    await setState('Active');
    const added = (await requests()).filter(
      ({ metadata }) => !before.has(metadata.name),
    );
    const inOrder: GitCommitRequest[] = [];
    for (
      let next = added.find(({ spec }) => !nameIn(added, spec.after));
      next;
      next = added.find(
        ({ spec }) => spec.after === inOrder.at(-1)?.metadata.name,
      )
    ) {
      inOrder.push(next);
    }
    expect(inOrder.map(({ spec }) => spec.message)).toEqual([
      'Set greeter in development to Active',
      'Set greeter in development to Suspend',
      'Set greeter in development to Active',
    ]);
    expect(added).toHaveLength(3);
  });

  it('keeps the overrides that were committed before and are not applied yet', async () => {
    const override = (name: string) =>
      platform.openChoreo.verbs.execute(
        verbs.updateComponent,
        {
          ...platform.base.component('greeter'),
          environment: 'staging',
          environmentVariables: [{ key: name, value: '1' }],
        },
        ana,
      );
    await platform.create(serviceBindingKind, 'greeter-staging', {
      owner,
      environment: 'staging',
      className: 'default',
      releaseState: 'Active',
      workloadSpec: { containers: { main: { image: 'registry.test/a:1' } } },
    });
    await waitForValue(() => {
      const { views } = platform.openChoreo;
      const board = views.deployBoard(platform.base.component('greeter'));
      return board.environments.find(
        ({ environment }) => environment.name === 'staging',
      )?.binding;
    });
    await override('FIRST');
    await override('SECOND');
    const { spec } = await platform.read(serviceBindingKind, 'greeter-staging');
    expect(spec.envOverrides).toBeUndefined();
    const committed = (await requests())
      .filter(({ spec: { message } }) => message.startsWith('Override values'))
      .map(({ spec: { files } }) => JSON.parse(files[0].patch ?? '')[0]);
    const containersWith = (...env: string[]) => ({
      op: 'add',
      path: '/spec/envOverrides',
      value: {
        containers: { main: { env: env.map(key => ({ key, value: '1' })) } },
      },
    });
    expect(committed).toHaveLength(2);
    expect(committed).toEqual(
      expect.arrayContaining([
        containersWith('FIRST'),
        containersWith('FIRST', 'SECOND'),
      ]),
    );
  });

  it('is rejected for a workload that a GitOps tool applies', async () => {
    await platform.client.patch(
      workloadKind,
      { namespace, name: 'greeter' },
      {
        metadata: {
          labels: {
            'kustomize.toolkit.fluxcd.io/name': 'apps',
            'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
          },
        },
      },
      { type: 'merge' },
    );
    await expect(
      platform.openChoreo.verbs.plan(
        verbs.updateComponent,
        {
          ...target(),
          environmentVariables: [{ key: 'MODE', value: '1' }],
        },
        ana,
      ),
    ).rejects.toThrow(
      /Flux Kustomization "flux-system\/apps" applies Workload greeter from Git and would change it back. Change it in Git/,
    );
  });
});

function nameIn(requests: readonly GitCommitRequest[], name?: string): boolean {
  return requests.some(({ metadata }) => metadata.name === name);
}
