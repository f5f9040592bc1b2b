import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { BuildSource } from '@promenade/backstage-plugin-openchoreo-node';
import { buildPush, type BuildPushServices } from './buildPush';

const repositoryUrl = 'https://git.example.com/tram/board';

const sourceOf = (component: string): BuildSource => ({
  component: { organization: 'acme', project: 'tram', component },
  repositoryUrl,
  branch: 'main',
  isBuiltOnPush: true,
  tracks: [],
});

/** Starts builds, but of the components that have an error. */
function servicesWith(
  errors: Readonly<Record<string, Error>>,
  { isRead = true } = {},
) {
  const built: string[] = [];
  const services = {
    auth: mockServices.auth.mock({
      getOwnServiceCredentials: async () => mockCredentials.service(),
    }),
    authorization: {
      async run(_operation: unknown, { component }: { component: string }) {
        if (errors[component]) throw errors[component];
        built.push(component);
        return { build: `${component}-1` };
      },
    },
    logger: mockServices.logger.mock(),
    openChoreo: {
      cache: {
        freshness: () => ({ status: isRead ? 'live' : 'starting' }),
        async waitForSync() {
          throw new Error('eu cannot be reached');
        },
      },
      buildSources: () => ['board', 'screen', 'ferry'].map(sourceOf),
    },
  } as unknown as BuildPushServices;
  return { services, built };
}

const push = {
  repositoryUrls: [repositoryUrl],
  branches: [{ branch: 'main', commit: '1'.repeat(40), before: '0' }],
};

const options = { requester: 'webhook:github', request: undefined, now: 0 };

describe('buildPush', () => {
  it('starts the other builds when one cannot be started, and reports it', async () => {
    const error = new NotAllowedError('board is not from the control plane');
    const { services, built } = servicesWith({ board: error });
    await expect(buildPush(services, push, options)).rejects.toThrow(error);
    expect(built).toEqual(['screen', 'ferry']);
  });

  it('starts the builds that it knows of while a control plane cannot be reached, and reports it', async () => {
    const { services, built } = servicesWith({}, { isRead: false });
    await expect(buildPush(services, push, options)).rejects.toThrow(
      'Not all control planes have been read',
    );
    expect(built).toEqual(['board', 'screen', 'ferry']);
  });

  it('does not report a component that was deleted', async () => {
    const { services } = servicesWith({ screen: new NotFoundError('deleted') });
    const started = await buildPush(services, push, options);
    expect(started.map(({ build }) => build)).toEqual(['board-1', 'ferry-1']);
  });
});
