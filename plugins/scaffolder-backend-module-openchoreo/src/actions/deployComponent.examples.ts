import { exampleOf } from './exampleOf';

const example = exampleOf('openchoreo:component:deploy', 'Deploy the image');

const component = 'component:default/departures';

const descriptor = [
  'apiVersion: openchoreo.dev/v1alpha1',
  'metadata:',
  '  name: departures',
  'endpoints:',
  '  - name: http',
  '    port: 8080',
  '    type: REST',
].join('\n');

export const examples = [
  example('Deploy an image that CI has pushed', {
    component,
    image: 'registry.local/tram/departures:1.3.0',
  }),
  example('Deploy an image with the endpoints of its workload descriptor', {
    component,
    image: 'registry.local/tram/departures:1.3.0',
    descriptor,
  }),
  example('Deploy the image of a build, by plain names', {
    organization: 'default',
    component: 'planner',
    build: 'planner-first',
  }),
];
