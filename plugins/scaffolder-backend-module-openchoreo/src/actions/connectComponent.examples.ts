import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:component:connect',
  'Connect the components',
);

const component = 'component:default/departures';

export const examples = [
  example('Give a component the URL of another one, in ALERTS_URL', {
    component,
    target: 'component:default/alerts',
  }),
  example('Choose the endpoint and the variables', {
    component,
    target: 'alerts',
    endpoint: 'http',
    connection: 'notifications',
    variables: [
      { key: 'NOTIFICATIONS_HOST', value: '{{ .host }}' },
      { key: 'NOTIFICATIONS_PORT', value: '{{ .port }}' },
    ],
  }),
  example('Remove the connections to a component', {
    component,
    target: 'component:default/alerts',
    remove: true,
  }),
];
