/** The verbs and commands whose requests are in the audit log, in the order of their texts. */
export const auditedOperations = [
  'create-organization',
  'create-project',
  'create-component',
  'create-api-proxy',
  'update-component',
  'connect-component',
  'apply-api',
  'build-component',
  'deploy-component',
  'apply-workload',
  'promote-component',
  'promote-project',
  'approve-promotion',
  'reject-promotion',
  'cancel-promotion',
  'roll-back-component',
  'restart-component',
  'run-task',
  'set-state',
  'call-endpoint',
  'delete-component',
  'delete-project',
  'apply-environment',
  'apply-pipeline',
  'apply-promotion-policy',
  'apply-configuration',
  'apply-secret-reference',
  'apply-manifest',
  'delete-manifest',
] as const;

/** A verb or command that the page has a text for. */
export type AuditedOperation = (typeof auditedOperations)[number];

/** Undefined for an operation of a later backend. */
export function findAuditedOperation(
  name: string,
): AuditedOperation | undefined {
  return auditedOperations.find(each => each === name);
}
