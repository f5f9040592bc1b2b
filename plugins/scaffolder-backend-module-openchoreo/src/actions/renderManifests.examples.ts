import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:manifests:render',
  'Render the manifests',
);

export const examples = [
  example('Render the objects of a new service', {
    action: 'component:create',
    input: {
      project: 'system:default/tram',
      name: 'alerts',
      image: 'registry.local/tram/alerts:1.0.0',
      port: 8080,
    },
  }),
  example('Render a changed component into a folder', {
    action: 'component:update',
    input: {
      component: 'component:default/departures',
      environment: 'resource:default/environment-development',
      image: 'registry.local/tram/departures:1.1.0',
    },
    targetPath: 'manifests',
  }),
  example('Render a new project', {
    action: 'openchoreo:project:create',
    input: {
      organization: 'domain:default/default',
      name: 'ferry',
    },
    targetPath: 'clusters/production',
  }),
];
