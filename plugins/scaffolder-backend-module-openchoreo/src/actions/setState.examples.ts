import { exampleOf } from './exampleOf';

const example = exampleOf('openchoreo:state:set', 'Set the state');
const component = 'component:default/departures';

export const examples = [
  example('Suspend a component in an environment', {
    component,
    environment: 'staging',
    state: 'Suspend',
  }),
  example('Remove a component from an environment', {
    component,
    environment: 'resource:default/environment-staging',
    state: 'Undeploy',
  }),
  example('Resume a component, by plain names', {
    organization: 'default',
    component: 'departures',
    environment: 'staging',
    state: 'Active',
  }),
];
