import { buildKind, componentKind } from '@promenade/openchoreo-model';
import {
  GreeterResources,
  owner,
  ref,
} from '../__testUtils__/GreeterResources';
import { buildList } from './buildList';

const repository = {
  url: 'https://git.test/greeter',
  revision: { branch: 'main' },
  appPath: 'app',
};
const templateRef = { name: 'docker' };

const withBuild = (
  resources: GreeterResources,
  name: string,
  hour: number,
  metadata: object = {},
) =>
  resources.with(
    buildKind,
    name,
    { owner, repository, templateRef },
    { creationTimestamp: `2026-03-01T${hour}:00:00Z`, ...metadata },
  );

describe('buildList', () => {
  it('is undefined for a component of another project', () => {
    const { store } = new GreeterResources().withGreeter();
    expect(buildList(store, { ...ref, project: 'bank' }, 20)).toBeUndefined();
  });

  it('has no source for a component that is deployed from an image', () => {
    const { store } = new GreeterResources().withGreeter();
    expect(buildList(store, ref, 20)).toEqual({
      source: undefined,
      builds: [],
    });
  });

  it('has the source of a component', () => {
    const { store } = new GreeterResources().with(componentKind, 'greeter', {
      owner: { projectName: ref.project },
      type: 'Service',
      build: { repository, templateRef },
    });
    expect(buildList(store, ref, 20)?.source).toEqual({
      repositoryUrl: 'https://git.test/greeter',
      branch: 'main',
      path: 'app',
      template: 'docker',
    });
  });

  it('has the newest builds, with their steps, and who or what has started them', () => {
    const resources = new GreeterResources().withGreeter();
    withBuild(resources, 'first', 10);
    withBuild(resources, 'second', 11, {
      annotations: { 'openchoreo.dev/scheduled-at': '2026-03-01T11:00:00Z' },
    });
    withBuild(resources, 'third', 12, {
      annotations: { 'openchoreo.dev/requested-by': 'user:default/ana' },
      status: {
        phase: 'Failed',
        commit: 'a'.repeat(40),
        conditions: [
          {
            type: 'Ready',
            status: 'False',
            reason: 'BuildFailed',
            message: 'push-step: denied',
            lastTransitionTime: '2026-03-01T12:01:00Z',
          },
        ],
        steps: [
          {
            name: 'push-step',
            state: 'Failed',
            startedAt: '2026-03-01T12:00:00Z',
            message: 'denied',
            logURL: 'https://argo.test/push-step',
          },
          { name: 'scan-step', state: 'Daemoned' },
        ],
      },
    });
    const { builds } = buildList(resources.store, ref, 2) ?? {};
    expect(builds).toMatchObject([
      {
        name: 'third',
        phase: 'Failed',
        message: 'push-step: denied',
        branch: 'main',
        commit: 'a'.repeat(40),
        requestedBy: 'user:default/ana',
        steps: [
          {
            name: 'push-step',
            state: 'Failed',
            message: 'denied',
            logUrl: 'https://argo.test/push-step',
          },
          { name: 'scan-step', state: 'Unknown' },
        ],
      },
      {
        name: 'second',
        phase: 'Pending',
        scheduledAt: '2026-03-01T11:00:00Z',
        steps: [],
      },
    ]);
  });
});
