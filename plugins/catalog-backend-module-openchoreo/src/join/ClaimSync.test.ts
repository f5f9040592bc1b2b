import { mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { claimOf } from '@promenade/backstage-plugin-openchoreo-node';
import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { defaults } from '../__testUtils__/translate';
import {
  aComponent,
  anOrganization,
  anOwner,
  aProject,
} from '../__testUtils__/units';
import { NameHandover } from '../provider/NameHandover';
import { ClaimSync } from './ClaimSync';

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

describe('ClaimSync', () => {
  it('keeps an entity joined whose rejection is reported after the catalog has taken it', async () => {
    const source = new InMemoryUnits();
    const owners = [anOwner(team, 'Component', 'orders')];
    source.set(anOrganization(), aProject(), aComponent('orders', { owners }));
    const claim = claimOf(fileEntity);
    if (!claim) throw new Error('the entity has no claim');
    const options = {
      catalog: { foreignOrigins: async () => new Map([[entityRef, location]]) },
      yieldsNames: true,
      logger: mockServices.logger.mock(),
    };
    const claims = new ClaimSync({
      ...options,
      source,
      mode: 'confirmed',
      reader: { claims: async () => [{ claim }] },
      handover: new NameHandover(options),
      ...defaults,
    });
    claims.claim(claim);
    await claims.reportConflict({ entityRef, location, entity: fileEntity });
    await claims.load();
    await claims.load();
    expect(claims.joinedRef({ organization: 'acme', name: 'orders' })).toBe(
      entityRef,
    );
    claims.stop();
  });
});
