import { exampleOf } from './exampleOf';

const example = exampleOf(
  'openchoreo:promotion-policy:apply',
  'Create or change the promotion policy',
);

export const examples = [
  example('Ask two release managers before production', {
    organization: 'default',
    name: 'default',
    pipeline: 'default',
    rules: [
      {
        from: 'staging',
        to: 'production',
        approvers: {
          minApprovals: 2,
          groups: ['group:default/release-managers'],
        },
        gates: [{ name: 'stable', type: 'Healthy', healthyFor: '10m' }],
      },
    ],
  }),
  example('Remove the gates of an edge, and keep its approvals', {
    organization: 'domain:default/default',
    name: 'default',
    pipeline: 'default',
    rules: [{ from: 'staging', to: 'production', gates: [] }],
  }),
  example('Have a person confirm a check list before production', {
    organization: 'default',
    name: 'default',
    pipeline: 'default',
    rules: [
      {
        from: 'staging',
        to: 'production',
        gates: [
          {
            name: 'release-notes',
            type: 'Manual',
            checklist: ['The release notes are published'],
          },
        ],
      },
    ],
  }),
];
