import { exampleOf } from './exampleOf';

const example = exampleOf('openchoreo:wait', 'Wait for the service');

export const examples = [
  example('Wait until a component is ready in the first environment', {
    for: 'ready',
    component: 'component:default/departures',
  }),
  example(
    'Wait until a component is ready in an environment, for up to half an hour',
    {
      for: 'ready',
      component: 'component:default/departures',
      environment: 'resource:default/environment-staging',
      timeout: '30m',
    },
  ),
  example('Wait for a promotion that somebody else has started', {
    for: 'promotion',
    component: 'departures',
    organization: 'default',
    name: 'departures-first',
  }),
  example('Wait for a build', {
    for: 'build',
    component: 'component:default/departures',
    name: 'departures-build',
    timeout: 'PT20M',
  }),
];
