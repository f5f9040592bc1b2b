import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:component:update',
  'Change the component',
);

const component = 'component:default/departures';

export const examples = [
  example('Change the image in the first environment', {
    component,
    image: 'registry.local/tram/departures:1.1.0',
  }),
  example('Change variables, endpoints and replicas', {
    component,
    environmentVariables: [{ key: 'LOG_LEVEL', value: 'debug' }],
    removedEnvironmentVariables: ['OLD'],
    endpoints: [
      { name: 'http', port: 8080, exposure: 'Organization' },
      { name: 'events', type: 'TCP', port: 9000 },
    ],
    replicas: 3,
  }),
  example('Change the container and the environment by plain names', {
    organization: 'default',
    component: 'departures',
    environment: 'development',
    container: 'main',
    image: 'registry.local/tram/departures:1.2.0',
  }),
];
