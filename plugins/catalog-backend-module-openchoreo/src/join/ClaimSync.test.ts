import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import type { EntityClaim } from '@promenade/backstage-plugin-openchoreo-node';
import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { defaults } from '../__testUtils__/translate';
import {
  aComponent,
  anOrganization,
  anOwner,
  aProject,
} from '../__testUtils__/units';
import { NameHandover } from '../provider/NameHandover';
import type { ShownClaim } from './ClaimReader';
import { ClaimSync, type ClaimSyncOptions } from './ClaimSync';

const team = 'group:default/orders-team';
const entityRef = 'component:acme/orders';
const location = 'file:/work/catalog-info.yaml';

const fileEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'orders',
    namespace: 'acme',
    annotations: { 'openchoreo.dev/component': 'orders' },
  },
  spec: { type: 'service', lifecycle: 'production', owner: team },
};

const claim: EntityClaim = {
  entityRef,
  namespace: 'acme',
  organization: undefined,
  project: undefined,
  component: 'orders',
  owner: team,
};

/** Starts with a component of the team. */
function startClaims(
  options: Partial<ClaimSyncOptions> & Pick<ClaimSyncOptions, 'reader'>,
) {
  const source = new InMemoryUnits();
  const owners = [anOwner(team, 'Component', 'orders')];
  source.set(anOrganization(), aProject(), aComponent('orders', { owners }));
  const shared = {
    catalog: { foreignOrigins: async () => new Map([[entityRef, location]]) },
    yieldsNames: true,
    logger: mockServices.logger.mock(),
  };
  const claims = new ClaimSync({
    ...shared,
    source,
    mode: 'confirmed',
    handover: new NameHandover(shared),
    ...defaults,
    ...options,
  });
  const joinedRef = () =>
    claims.joinedRef({ organization: 'acme', name: 'orders' });
  return { claims, joinedRef };
}

describe('ClaimSync', () => {
  it('keeps an entity joined whose rejection is reported after the catalog has taken it', async () => {
    const { claims, joinedRef } = startClaims({
      reader: { claims: async () => [{ claim }] },
    });
    claims.claim(claim);
    await claims.reportConflict({ entityRef, location, entity: fileEntity });
    await claims.load();
    await claims.load();
    expect(joinedRef()).toBe(entityRef);
    claims.stop();
  });

  it('notices that an entity is unregistered which has just joined', async () => {
    let shown: ShownClaim[] = [];
    const read = jest.fn(async () => shown);
    const { claims, joinedRef } = startClaims({
      reader: { claims: read },
      unconfirmedEveryMs: 10,
      claimsEveryMs: 600_000,
    });
    claims.connect({ applyMutation: jest.fn(), refresh: jest.fn() }, () => {});
    claims.claim(claim);
    shown = [{ claim }];
    const before = read.mock.calls.length;
    while (read.mock.calls.length === before) {
      await new Promise(resolve => setTimeout(resolve, 10));
    }
    expect(joinedRef()).toBe(entityRef);
    shown = [];
    await claims.load();
    expect(joinedRef()).toBeUndefined();
    claims.stop();
  });
});
