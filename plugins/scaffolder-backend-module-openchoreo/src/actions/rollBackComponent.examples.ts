import { stringify } from 'yaml';

/** A template with one step that rolls back. */
const example = (description: string, input: object) => ({
  description,
  example: stringify({
    steps: [
      {
        id: 'rollback',
        name: 'Roll back staging',
        action: 'openchoreo:component:rollback',
        input,
      },
    ],
  }),
});

const component = 'component:default/departures';

export const examples = [
  example('Roll back to an earlier release', {
    component,
    environment: 'staging',
    artifact: 'departures-1',
    reason: 'The new release is slow',
  }),
  example('Roll back by entity ref of the environment', {
    component,
    environment: 'resource:default/environment-staging',
    artifact: 'departures-1',
    reason: 'The new release is slow',
  }),
  example('Roll back to what a promotion brought, by plain names', {
    organization: 'default',
    component: 'departures',
    environment: 'staging',
    artifact: 'departures-1',
    revisionOf: 'departures-first',
    reason: 'The new release is slow',
  }),
];
