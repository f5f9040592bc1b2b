import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  verbs,
  type AllowedVerbs,
  type ComponentRef,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  pendingApprovalObstacle,
  decisionObstacle,
  neededPermissions,
  type Approver,
  type ComponentSnapshot,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { ReadServices } from './ReadServices';

/**
 * What the reader may do with a component, in one request to the permission backend. A board is shared by all of its viewers,
 * so that this is not part of it.
 */
export async function allowedVerbs(
  { authorization, openChoreo }: ReadServices,
  ref: ComponentRef,
  credentials: BackstageCredentials,
): Promise<AllowedVerbs> {
  const snapshot = openChoreo.views.component(ref);
  const environments = new Set([
    ...(snapshot.pipeline?.environments ?? []),
    ...snapshot.deployments.map(({ environment }) => environment),
  ]);
  const rows = openChoreo.verbDeclarations
    .filter(({ resource }) => resource === 'component')
    .flatMap<{ verb: VerbDeclaration; environment?: string }>(verb =>
      verb.environment && verb.environment.names !== 'component'
        ? [...environments].map(environment => ({ verb, environment }))
        : [{ verb }],
    );
  const deployedTo = snapshot.deployments.map(each => each.environment);
  const denied = await authorization.findDenied(
    rows.map(({ verb, environment }) =>
      neededPermissions(verb, ref, environment ?? deployedTo),
    ),
    credentials,
  );
  const person = authorization.personOf(credentials);
  const approver = person && {
    entityRef: person.entityRef,
    groups: hasWaiting(snapshot) ? await person.groups() : [],
  };
  return {
    verbs: rows.map(({ verb, environment }, index) => {
      const missing = denied[index];
      const reason = missing
        ? missingReason(missing.permission.name, verb, environment)
        : decisionReason(verb, environment, snapshot, approver);
      return {
        verb: verb.name,
        environment,
        isAllowed: reason === undefined,
        reason,
      };
    }),
  };
}

function missingReason(
  permission: string,
  verb: VerbDeclaration,
  environment: string | undefined,
): string {
  return environment && permission === verb.environment?.permission.name
    ? `You may not do this in ${environment}: you do not have the permission ${permission} for it.`
    : `You may not do this: you do not have the permission ${permission} for this component.`;
}

/** Why the decision of the reader about the promotion that waits would not count. */
function decisionReason(
  { name, environment: about }: VerbDeclaration,
  environment: string | undefined,
  { promotions }: ComponentSnapshot,
  approver: Approver | undefined,
): string | undefined {
  if (about?.names !== 'promotion') return undefined;
  if (!approver) return 'You may not do this: only a user can decide.';
  const waiting = promotions.find(
    ({ to, phase }) => to === environment && phase === 'AwaitingApproval',
  );
  if (!waiting) return undefined;
  const obstacles = {
    [verbs.approvePromotion.name]: pendingApprovalObstacle,
    [verbs.rejectPromotion.name]: decisionObstacle,
  };
  const obstacle = obstacles[name]?.(waiting, approver);
  return obstacle && `You may not do this. ${obstacle}`;
}

function hasWaiting({ promotions }: ComponentSnapshot): boolean {
  return promotions.some(({ phase }) => phase === 'AwaitingApproval');
}
