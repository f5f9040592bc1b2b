/** The required inputs, and the versions, that a command finds out when they are not given: see `completeInput`. */
export const completedFields: Readonly<Record<string, readonly string[]>> = {
  'update-component': ['environment'],
  'connect-component': ['environment'],
  'apply-api': ['environment'],
  'deploy-component': ['environment'],
  'apply-workload': ['environment'],
  'promote-component': ['from', 'to'],
  'get-promotion-plan': ['from', 'to'],
  'roll-back-component': ['artifact'],
  'approve-promotion': ['name'],
  'reject-promotion': ['name'],
  'cancel-promotion': ['name'],
  'get-requested-promotion-plan': ['name'],
};
