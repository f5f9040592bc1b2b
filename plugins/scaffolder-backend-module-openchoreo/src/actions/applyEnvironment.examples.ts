import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:environment:apply',
  'Create or change the environment',
);

export const examples = [
  example(
    'Create an environment on the default data plane, or leave it as it is',
    {
      organization: 'default',
      name: 'qa',
      displayName: 'Quality assurance',
    },
  ),
  example(
    'Create a production environment with policies, as entity refs of pickers',
    {
      organization: 'domain:default/default',
      name: 'live',
      dataPlane: 'resource:default/data-plane-default',
      isProduction: true,
      dnsPrefix: 'live',
      requireApproval: true,
      maxReplicas: 10,
      allowedImages: '^registry.example.com/',
    },
  ),
  example('Change one setting of an environment that exists', {
    organization: 'default',
    name: 'staging',
    maxReplicas: 3,
  }),
];
