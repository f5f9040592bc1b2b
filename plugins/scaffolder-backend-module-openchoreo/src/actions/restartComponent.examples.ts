import { exampleOf } from './exampleOf';

const example = exampleOf('openchoreo:component:restart', 'Restart the pods');
const component = 'component:default/departures';

export const examples = [
  example('Restart the pods of a component in an environment', {
    component,
    environment: 'staging',
  }),
  example('Restart by entity ref of the environment', {
    component,
    environment: 'resource:default/environment-development',
  }),
  example('Restart by plain names', {
    organization: 'default',
    component: 'departures',
    environment: 'staging',
  }),
];
