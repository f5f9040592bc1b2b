/** Texts of the audit page. */
export const auditMessages = {
  audit: {
    title: 'Audit',
    explanation:
      'Who promoted, approved, rejected and rolled back what, newest first. The history is kept by the control plane, also of components that were deleted.',
    failed: 'The history could not be loaded',
    loading: 'Loading the history',
    noProjects: 'Nothing to show yet',
    noProjectsText:
      'You see no project. Ask the platform team for access, or create a project. Its promotions are listed here.',
    noMatch:
      'No promotion matches the filters. Choose a longer time, or fewer filters.',
    more: 'Load more',
    organization: 'Organization',
    project: 'Project',
    action: 'Action',
    time: 'Requested in',
    actions: { Promote: 'Promotion', RollBack: 'Roll back' },
    range: {
      day: 'the last 24 hours',
      week: 'the last 7 days',
      month: 'the last 30 days',
      quarter: 'the last 90 days',
      all: 'all times',
    },
    column: {
      when: 'Requested',
      who: 'By',
      action: 'Action',
      component: 'Component',
      release: 'Release',
      outcome: 'Outcome',
      decisions: 'Decisions',
    },
  },
} as const;
