/** Texts of the page of a promotion. */
export const promotionPageMessages = {
  promotionPage: {
    title: 'Promotion',
    promote: 'Promotion of {{component}} {{release}} to {{environment}}',
    rollBack: 'Roll back of {{component}} to {{release}} in {{environment}}',
    open: 'Open the promotion',
    openOf: 'Open the promotion {{name}}',
    deploy: 'Open the Deploy tab',
    changes: 'What it changes',
    noPlan:
      'What it changed is not known any more: the component or the release was deleted.',
    failure: 'If it goes wrong',
    automatic:
      '{{environment}} gets {{release}} again as soon as the new release is not healthy. Nobody has to do anything.',
    manual:
      '{{environment}} keeps the new release. To get {{release}} again, roll back on the Deploy tab.',
    first:
      'Nothing ran in {{environment}} before. Undeploy it on the Deploy tab, or promote another release.',
    previous: 'the previous release',
    history: 'What has happened',
    noHistory: 'Nothing has happened yet.',
    earlier: 'Other promotions to {{environment}}',
    noEarlier:
      'No other promotion of this component to {{environment}} is kept.',
    cancel: 'Cancel the promotion',
    column: {
      promotion: 'Promotion',
      release: 'Release',
      result: 'Result',
      requested: 'Requested',
    },
  },
} as const;
