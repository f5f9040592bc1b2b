import { stringify } from 'yaml';

export const examples = [
  {
    description: 'Render the objects of a new service',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render the manifests',
          action: 'openchoreo:manifests:render',
          input: {
            action: 'component:create',
            input: {
              project: 'system:default/tram',
              name: 'alerts',
              image: 'registry.local/tram/alerts:1.0.0',
              port: 8080,
            },
          },
        },
      ],
    }),
  },
  {
    description: 'Render a changed component into a folder',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render the manifests',
          action: 'openchoreo:manifests:render',
          input: {
            action: 'component:update',
            input: {
              component: 'component:default/departures',
              environment: 'resource:default/environment-development',
              image: 'registry.local/tram/departures:1.1.0',
            },
            targetPath: 'manifests',
          },
        },
      ],
    }),
  },
  {
    description: 'Render a new project',
    example: stringify({
      steps: [
        {
          id: 'render',
          name: 'Render the manifests',
          action: 'openchoreo:manifests:render',
          input: {
            action: 'openchoreo:project:create',
            input: {
              organization: 'domain:default/default',
              name: 'ferry',
            },
            targetPath: 'clusters/production',
          },
        },
      ],
    }),
  },
];
