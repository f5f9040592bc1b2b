import type { ComponentApis } from '@promenade/backstage-plugin-openchoreo-common';

/** A component with an endpoint in two environments, and a standalone API. */
export const sampleApis: ComponentApis = {
  apis: [
    {
      name: 'http',
      isStandalone: false,
      entityRef: 'api:default/greeter.http',
      type: 'REST',
      version: 'v1',
      port: 8080,
      className: 'strict',
      hasDefinition: true,
      operations: [
        { method: 'GET', path: '/greet/{name}', summary: 'Greet somebody' },
        { method: 'POST', path: '/greet' },
      ],
      deployments: [
        {
          environment: 'development',
          displayName: 'Development',
          isProduction: false,
          isSimulated: false,
          state: 'Ready',
          addresses: [
            {
              visibility: 'public',
              url: 'https://dev.apis.test/shop/greeter',
              policies: [{ type: 'rateLimit', text: '10 requests in 1m' }],
            },
            {
              visibility: 'project',
              url: 'http://greeter:8080',
              policies: [],
            },
          ],
        },
        {
          environment: 'production',
          displayName: 'Production',
          isProduction: true,
          isSimulated: true,
          state: 'Progressing',
          message: 'Waiting for 1 pod.',
          addresses: [
            {
              visibility: 'public',
              url: 'https://apis.test/shop/greeter',
              policies: [],
              callProblem: 'The data plane is simulated.',
            },
          ],
        },
      ],
    },
    {
      name: 'weather',
      isStandalone: true,
      entityRef: 'api:default/weather',
      type: 'REST',
      hasDefinition: false,
      operations: [],
      deployments: [],
    },
  ],
  asOf: '2026-03-01T12:00:00Z',
};
