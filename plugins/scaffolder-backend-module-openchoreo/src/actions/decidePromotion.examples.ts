import { stringify } from 'yaml';

type Decision = 'approve' | 'reject' | 'cancel';

/** A template with one step that decides about a promotion. */
const example = (decision: Decision, description: string, input: object) => ({
  description,
  example: stringify({
    steps: [
      {
        id: decision,
        name: `Decide: ${decision}`,
        action: `openchoreo:promotion:${decision}`,
        input,
      },
    ],
  }),
});

const component = 'component:default/departures';
const byName = { organization: 'default', component: 'departures' };
const name = 'departures-to-staging';

/** The examples of the actions that decide about a promotion. */
export const examples = {
  approve: [
    example('approve', 'Approve a promotion', { component, name }),
    example('approve', 'Approve the release that was seen, with a comment', {
      component,
      name,
      artifact: 'departures-1',
      comment: 'The load test has passed',
    }),
    example('approve', 'Confirm items of the check list, by plain names', {
      ...byName,
      name,
      confirmed: ['Load test'],
    }),
  ],
  reject: [
    example('reject', 'Reject a promotion, with the reason', {
      component,
      name,
      comment: 'The load test has failed',
    }),
    example('reject', 'Reject a promotion by plain names', {
      ...byName,
      name,
      comment: 'Wait until Monday',
    }),
    example(
      'reject',
      'Reject a promotion with the release that should follow',
      {
        component,
        name,
        comment: 'Promote 1.2.4 instead, which fixes the timetable',
      },
    ),
  ],
  cancel: [
    example('cancel', 'Cancel a promotion', { component, name }),
    example('cancel', 'Cancel a promotion, with a comment', {
      component,
      name,
      comment: 'Requested by mistake',
    }),
    example('cancel', 'Cancel a promotion by plain names', {
      ...byName,
      name,
    }),
  ],
};
