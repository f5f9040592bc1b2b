import { exampleOf } from './exampleOf';

const example = exampleOf('openchoreo:release:preview', 'Preview the release');
const component = 'component:default/departures';

export const examples = [
  example('Preview a release in an environment', {
    component,
    environment: 'staging',
    artifact: 'departures-1',
  }),
  example('Preview by entity ref of the environment', {
    component,
    environment: 'resource:default/environment-production',
    artifact: 'departures-1',
  }),
  example('Preview by plain names', {
    organization: 'default',
    component: 'departures',
    environment: 'staging',
    artifact: 'departures-1',
  }),
];
