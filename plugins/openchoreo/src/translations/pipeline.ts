/** Texts of the tab that changes a deployment pipeline. */
export const pipelineMessages = {
  pipeline: {
    graph: 'Order of promotion after the change',
    form: 'Change the pipeline',
    paths: 'Promotion paths',
    pathsDescription:
      'Components are deployed to the environment that no path leads to. A path that is removed does not change what runs.',
    path: 'from {{from}} to {{to}}',
    number: 'Path {{number}}',
    add: 'Add a path',
    from: 'From',
    to: 'To',
    approval: 'Needs an approval',
    productionChoice: '{{environment}} (production)',
    gates: 'Quality gates of a PromotionPolicy: {{gates}}.',
    review: 'Review the change',
    discard: 'Discard my changes',
    pullRequest: 'Open a pull request instead',
    unchanged: 'Nothing is changed yet.',
    outdated: 'The pipeline was changed by somebody else in the meantime.',
    applied: 'The pipeline was changed.',
    changeTitle: 'Change the pipeline {{pipeline}}?',
    rejected: 'The change is not possible',
    noChanges: 'The pipeline has these paths already.',
    affects_one: 'One project uses this pipeline',
    affects_other: '{{count}} projects use this pipeline',
    failed: 'The pipeline was not changed',
    apply: 'Change {{pipeline}}',
    problem: {
      empty: 'Add a path: the pipeline names no environment.',
      incomplete: 'Choose both environments of path {{number}}.',
      loop: 'A path leads from {{environment}} to itself. Choose another environment.',
      duplicate: 'The path from {{from}} to {{to}} is there twice. Remove one.',
      cycle:
        'The paths of {{environments}} form a cycle. Remove one: releases move in one direction.',
    },
  },
} as const;
