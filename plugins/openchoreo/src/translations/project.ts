/** Texts of the *Deploy* tab of projects. */
export const projectMessages = {
  project: {
    promotions: 'Promote the project',
    noPromotions:
      'The deployment pipeline of this project has no promotions. Add a path from one environment to the next.',
    differ_one: 'one component to promote',
    differ_other: '{{count}} components to promote',
    noneDiffer: 'none',
    promote: 'Promote to {{environment}}',
    nothingToPromote:
      'No component is ready in {{from}} with another release than in {{to}}.',
    requested:
      'The promotion from {{from}} to {{to}} was requested. The components below show how it goes on.',
    together:
      'The components are rolled out in the order of their connections, all or nothing. Each needs its own approvals; nothing changes before the last one is given.',
    replaces: '{{after}} replaces {{before}}',
    isNew: '{{after}}, nothing runs there yet',
    planOf: 'Plan of {{component}}',
    button_one: 'Promote one component to {{environment}}',
    button_other: 'Promote {{count}} components to {{environment}}',
    blocked: {
      notDeployed: 'It does not run in {{environment}}.',
      notReady: 'It must be ready in {{environment}} first.',
      same: 'Both environments run the same release.',
      awaitingApproval: 'A promotion of it waits for approval already.',
    },
    column: {
      components: 'Components to promote',
      action: 'Action',
    },
    create: {
      button: 'Create here',
      service: 'A service from an image',
      serviceFromSource: 'A service from source code',
      webApplication: 'A web application',
      scheduledTask: 'A scheduled task',
      apiProxy: 'An API proxy',
    },
  },
} as const;
