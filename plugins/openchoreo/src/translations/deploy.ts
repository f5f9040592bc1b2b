/** Texts of the *Deploy* tab, and of its dialogs. */
export const deployMessages = {
  board: {
    label: 'Environments of {{component}}',
    pipeline: 'Pipeline {{pipeline}}',
    loading: 'Loading the environments of this component',
    from: 'from {{environments}}',
    needsApproval: 'needs approval',
    simulated: 'simulated',
    simulatedMeaning:
      'This data plane is simulated: it runs no containers, so that everything can be tried without a cluster.',
    dataPlane: 'on {{dataPlane}}',
    stale: 'No data from the control plane since {{time}}',
    rejected_one: 'One resource of this component is ignored',
    rejected_other: '{{count}} resources of this component are ignored',
    emptyTitle: 'No environment to deploy to yet',
    emptyText:
      'A deployment pipeline defines the environments of a component and their order. The pipeline “{{pipeline}}” has no environments.',
    guide: 'Read about deployment pipelines',
  },
  card: {
    copyRelease: 'release {{release}}',
    moreImages_one: 'and one more image',
    moreImages_other: 'and {{count}} more images',
    replaces: 'replaces {{release}}',
    deployed: 'deployed {{time}}',
    deployedBy: 'by {{person}} · {{time}}',
    endpoints: 'Endpoints',
    copyEndpoint: '{{visibility}} address of {{name}}',
    visibility: {
      public: 'public',
      organization: 'organization',
      project: 'project',
      unknown: '',
    },
    objects_one: 'One object',
    objects_other: '{{count}} objects',
    warning: 'Deployed with warnings',
    degraded: '{{degraded}} of {{total}} objects degraded',
  },
  comparison: {
    same: 'Same as {{environment}}',
    ahead_one: '{{count}} ahead of {{environment}}',
    ahead_other: '{{count}} ahead of {{environment}}',
    aheadOf: 'Ahead of {{environment}}',
    behind_one: '{{count}} behind {{environment}}',
    behind_other: '{{count}} behind {{environment}}',
    behindOf: 'Behind {{environment}}',
    different: 'Differs from {{environment}}',
    absent: 'Not in {{environment}} yet',
    unknown: 'Cannot be compared with {{environment}}',
  },
  action: {
    more: 'More actions for {{environment}}',
    to: '{{verb}} to {{environment}}',
    from: '{{verb}} from {{environment}}',
    promotionHint: '{{environment}} runs {{release}}',
    notPossible: 'Not possible now',
    failed: 'The action failed',
    dismiss: 'Dismiss',
  },
  done: {
    Deploy: 'Deployed {{component}} in {{environment}}',
    Suspend: 'Suspended {{component}} in {{environment}}',
    Resume: 'Resumed {{component}} in {{environment}}',
    Undeploy: 'Undeployed {{component}} in {{environment}}',
    Restart: 'Restarted {{component}} in {{environment}}',
    'Run now': 'Requested a run of {{component}} in {{environment}}',
    Cancel: 'Cancelled the promotion of {{component}} to {{environment}}',
    undo: 'Undo',
  },
  taskSchedule: {
    schedule: 'Schedule',
    once: 'Once for each release',
    inZone: '{{schedule}} in {{zone}}',
    next: 'Next run',
    interval: 'Counted from the last run',
    last: 'Last run',
    lastSuccess: 'Last success',
    never: 'Not yet',
    requested: 'Requested run',
    phase: {
      Requested: 'Waits to start',
      Started: 'Started as {{job}}',
      Skipped: 'Skipped',
      Unknown: 'Not known',
    },
  },
  confirm: {
    cancel: 'Cancel',
    title: '{{verb}} {{component}} in {{environment}}?',
    button: '{{verb}} in {{environment}}',
    Suspend:
      'The component is scaled to zero in {{environment}}. It cannot be reached there until it is resumed.',
    Resume:
      'The component is scaled up again in {{environment}}, with the same release.',
    Undeploy:
      'All objects of the component are removed from {{environment}}, and its endpoints stop working. The release is kept and can be deployed again.',
    Deploy:
      'The component is deployed again in {{environment}}, with the same release.',
    Restart:
      'All pods of the component in {{environment}} are replaced by new ones, one after the other. The release stays the same.',
    'Run now':
      'The task runs once in {{environment}}, beside its schedule, with the release that is deployed there.',
    production: 'This is a production environment.',
  },
  cancel: {
    title: 'Cancel the promotion to {{environment}}?',
    goesBack:
      'The rollout stops, and {{environment}} goes back to release {{release}}.',
    undeploys:
      'The rollout stops, and the component is undeployed from {{environment}}: nothing ran there before.',
    keep: 'Keep it running',
    button: 'Cancel promotion to {{environment}}',
  },
  problem: {
    unreachable: 'The OpenChoreo backend does not respond',
    unreachableText:
      'The page retries automatically. If this message stays, ask the operators of the portal whether the OpenChoreo backend plugin is running.',
    forbidden: 'You do not have access to the deployments',
    forbiddenText:
      'You need the permission openchoreo.deployment.read on this component. Ask its owner or an administrator of the portal.',
    notFound: 'The control plane does not have this component',
    notFoundText:
      'The catalog has {{component}} of project {{project}}, but the control plane does not. It may have been deleted, or may not have been created yet.',
    deleted: 'This component was deleted',
    deletedText:
      'The control plane no longer has {{component}}. The catalog removes its entity in a moment.',
    openProject: 'Open project {{project}}',
    missing: 'This entity does not name its component',
    missingText:
      'Its annotations must name the organization, the project and the component.',
    retry: 'Try again',
  },
  last: {
    label: 'Last promotion',
    promotion: 'Promotion of {{release}} from {{from}} to {{to}}',
    rollBack: 'Roll back of {{to}} to {{release}}',
    by: 'by {{person}}',
    history: 'History',
  },
} as const;
