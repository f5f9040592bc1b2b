/** Texts of the home page. */
export const homeMessages = {
  home: {
    title: 'What needs you',
    approvals: 'Waiting for your approval',
    noApprovals: 'No promotion waits for you.',
    attention: 'Needs attention',
    noAttention:
      'Nothing needs attention: no component of yours has failed, is degraded or cannot be observed.',
    recent: 'Recent promotions',
    noRecent:
      'Nothing was promoted yet. Open the Deploy tab of a component to promote it to the next environment.',
    projects: 'Your projects',
    owned_one: 'You own one component.',
    owned_other: 'You own {{count}} components.',
    start: 'Start here',
    startText:
      'You own no component yet. Create one from a template: it is built or pulled, deployed to the first environment, and shown here.',
    create: 'Create a component',
    browse: 'Browse the components',
    column: {
      component: 'Component',
      environment: 'Environment',
      state: 'State',
      since: 'Since',
      promotion: 'Promotion',
      release: 'Release',
      result: 'Result',
      requested: 'Requested',
      project: 'Project',
      states: 'States',
    },
  },
} as const;
