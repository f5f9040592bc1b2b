import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:workload:apply',
  'Apply the workload descriptor',
);

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
  example('Apply the endpoints of a descriptor', { component, descriptor }),
  example('Apply a descriptor with the definition of an API', {
    component,
    descriptor: [descriptor, '    schemaFile: openapi.yaml'].join('\n'),
    schemaFiles: [{ path: 'openapi.yaml', content: 'openapi: 3.1.0' }],
  }),
  example('Apply connections, and change the image with them', {
    component,
    image: 'registry.local/tram/departures:1.4.0',
    descriptor: [
      descriptor,
      'connections:',
      '  - name: alerts',
      '    type: api',
      '    params:',
      '      componentName: alerts',
      '      endpoint: http',
      '    inject:',
      '      env:',
      '        - name: ALERTS_URL',
      '          value: "{{ .url }}"',
    ].join('\n'),
  }),
  example('Apply a Score file', {
    component,
    descriptor: [
      'apiVersion: score.dev/v1b1',
      'metadata:',
      '  name: departures',
      'containers:',
      '  main:',
      '    image: .',
      '    variables:',
      '      ALERTS_URL: "${resources.alerts.url}"',
      'service:',
      '  ports:',
      '    http:',
      '      port: 8080',
      'resources:',
      '  alerts:',
      '    type: service',
      '    params:',
      '      port: http',
    ].join('\n'),
  }),
];
