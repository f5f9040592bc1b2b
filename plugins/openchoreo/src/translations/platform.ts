/** Texts of the *Platform* page. */
export const platformMessages = {
  platform: {
    stuck: 'Stuck deployments',
    stuckCount_one: 'One deployment does not become ready.',
    stuckCount_other: '{{count}} deployments do not become ready.',
    nothingStuck:
      'Nothing is stuck: no deployment that you may see has failed, is degraded, cannot be observed, or is rolled out for more than ten minutes.',
    nothingDeployed: 'nothing is deployed',
    moreExamples_one: 'One more',
    moreExamples_other: '{{count}} more',
    hidden_one: 'One more is not listed.',
    hidden_other: '{{count}} more are not listed.',
    in: 'of {{project}} in {{environment}}',
    sync: 'Catalog',
    openSync: 'Open the catalog sync',
    rejected_one: 'One resource is not in the catalog as it is declared.',
    rejected_other:
      '{{count}} resources are not in the catalog as they are declared.',
    dataPlanes: 'Data planes',
    noDataPlanes:
      'There is no data plane yet. Components run on a data plane: create the resource DataPlane, and name it in an environment.',
    buildPlanes: 'Build planes',
    promotions: 'Promotions that have not ended',
    noPromotions: 'No promotion is in progress or waits.',
    builds: 'Builds that have not ended',
    noBuilds: 'No build runs or waits.',
    organizations: 'Organizations',
    noOrganizations:
      'There is no organization yet. Create the resource Organization, and its projects are shown here.',
    column: {
      reason: 'State and reason',
      deployments: 'Deployments',
      environments: 'Environments',
      since: 'Since',
      examples: 'Examples',
      plane: 'Plane',
      unfinished: 'Builds that have not ended',
      phase: 'Phase',
    },
  },
} as const;
