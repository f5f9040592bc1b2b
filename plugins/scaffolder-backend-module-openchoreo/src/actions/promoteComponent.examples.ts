import { stringify } from 'yaml';

export const examples = [
  {
    description: 'Promote a component, and wait until it is healthy there',
    example: stringify({
      steps: [
        {
          id: 'promote',
          name: 'Promote to staging',
          action: 'openchoreo:component:promote',
          input: {
            component: 'component:default/departures',
            to: 'resource:default/environment-staging',
            reason: 'The new timetable is valid from Sunday',
          },
        },
      ],
    }),
  },
  {
    description: 'Promote by plain names, from a given environment',
    example: stringify({
      steps: [
        {
          id: 'promote',
          name: 'Promote to staging',
          action: 'openchoreo:component:promote',
          input: {
            organization: 'default',
            component: 'departures',
            from: 'development',
            to: 'staging',
            timeout: { minutes: 20 },
          },
        },
      ],
    }),
  },
  {
    description: 'Request a promotion, and do not wait for it',
    example: stringify({
      steps: [
        {
          id: 'promote',
          name: 'Promote to staging',
          action: 'openchoreo:component:promote',
          input: {
            component: 'component:default/departures',
            to: 'staging',
            waitUntilComplete: false,
          },
        },
      ],
    }),
  },
];
