import { stringify } from 'yaml';

export const examples = [
  {
    description: 'Wait until a component is ready in the first environment',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for the service',
          action: 'openchoreo:wait',
          input: {
            for: 'ready',
            component: 'component:default/departures',
          },
        },
      ],
    }),
  },
  {
    description:
      'Wait until a component is ready in an environment, for up to half an hour',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for the service in staging',
          action: 'openchoreo:wait',
          input: {
            for: 'ready',
            component: 'component:default/departures',
            environment: 'resource:default/environment-staging',
            timeout: '30m',
          },
        },
      ],
    }),
  },
  {
    description: 'Wait for a promotion that somebody else has started',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for the promotion',
          action: 'openchoreo:wait',
          input: {
            for: 'promotion',
            component: 'departures',
            organization: 'default',
            name: 'departures-first',
          },
        },
      ],
    }),
  },
  {
    description: 'Wait for a build',
    example: stringify({
      steps: [
        {
          id: 'wait',
          name: 'Wait for the build',
          action: 'openchoreo:wait',
          input: {
            for: 'build',
            component: 'component:default/departures',
            name: 'departures-build',
            timeout: 'PT20M',
          },
        },
      ],
    }),
  },
];
