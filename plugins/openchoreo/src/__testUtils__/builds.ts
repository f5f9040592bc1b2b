import type { BuildList } from '@promenade/backstage-plugin-openchoreo-common';

const ago = (minutes: number) =>
  new Date(Date.now() - minutes * 60_000).toISOString();

/** A component with a build that failed and one that succeeded. */
export const sampleBuilds: BuildList = {
  source: {
    repositoryUrl: 'https://git.example.com/shop/greeter',
    branch: 'main',
    path: 'services/greeter',
    template: 'docker',
  },
  builds: [
    {
      name: 'greeter-build-51be09d0',
      phase: 'Failed',
      message: 'Step push-step failed: the registry denied the push.',
      branch: 'main',
      commit: '4f1c9a2b7d3e5f60718293a4b5c6d7e8f9012345',
      requestedBy: 'user:default/jane.doe',
      createdAt: ago(12),
      isSimulated: true,
      hasLogs: true,
      steps: [
        {
          name: 'clone-step',
          state: 'Succeeded',
          startedAt: ago(12),
          finishedAt: ago(11),
        },
        {
          name: 'push-step',
          state: 'Failed',
          startedAt: ago(11),
          finishedAt: ago(10),
          message: 'The registry denied the push.',
          logUrl: 'https://argo.example.com/greeter-build-51be09d0/push-step',
        },
      ],
    },
    {
      name: 'greeter-build-7f3a2c10',
      phase: 'Succeeded',
      branch: 'main',
      commit: 'c0ffee0011223344556677889900aabbccddeeff',
      image: 'registry.example.com/shop-greeter:default-c0ffee00',
      scheduledAt: ago(1440),
      createdAt: ago(1440),
      steps: [
        {
          name: 'clone-step',
          state: 'Succeeded',
          startedAt: ago(1440),
          finishedAt: ago(1439),
        },
      ],
    },
  ],
  asOf: new Date().toISOString(),
};
