import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { Home } from '@promenade/backstage-plugin-openchoreo-common';
import type { ReadableRef } from '@promenade/backstage-plugin-openchoreo-node';
import { listApprovals } from './listApprovals';
import type { ReadServices } from './ReadServices';

/** What the reader has to look at. A service owns nothing. */
export async function readHome(
  services: ReadServices,
  credentials: BackstageCredentials,
): Promise<Home> {
  const { authorization, openChoreo } = services;
  const refs = await authorization.componentRefs();
  const [owned, { approvals }] = await Promise.all([
    authorization.ownedComponents(credentials),
    listApprovals(services, credentials),
  ]);
  const home = await openChoreo.views.overviews.home(
    owned,
    (wanted: readonly ReadableRef[]) =>
      authorization.canRead(wanted, credentials),
  );
  const withEntity = <Row extends { entityRef: string }>(row: Row): Row => ({
    ...row,
    entityRef: refs.resolve(row.entityRef),
  });
  return {
    ...home,
    approvals: approvals.filter(({ canApprove }) => canApprove),
    deployments: home.deployments.map(withEntity),
    promotions: home.promotions.map(withEntity),
  };
}
