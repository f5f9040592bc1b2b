import type { Entity } from '@backstage/catalog-model';
import { InMemoryUnits } from './InMemoryUnits';
import {
  aComponent,
  aDeployment,
  anEndpoint,
  anOrganization,
  anOwner,
  aProject,
} from './units';

export const team = 'group:default/orders-team';
export const ownRef = 'component:acme/orders';
export const fileRef = 'component:default/order-service';
export const stockRef = 'component:acme/stock';
export const apiRef = 'api:acme/orders.api';

/** A component that the resources give to a team. */
export const anOwnedComponent = (
  parts: Partial<Parameters<typeof aComponent>[1]> = {},
) =>
  aComponent('orders', {
    uid: 'uid-1',
    owners: [anOwner(team, 'Component', 'orders')],
    endpoints: [anEndpoint('orders')],
    deployments: [aDeployment('development')],
    objectSelector: 'component-name=orders',
    ...parts,
  });

export function aPlatform(): InMemoryUnits {
  const units = new InMemoryUnits();
  units.set(
    anOrganization(),
    aProject(),
    anOwnedComponent(),
    aComponent('stock', {
      connections: {
        components: ['orders'],
        endpoints: [],
        managedResources: [],
      },
    }),
  );
  return units;
}

/** The entities of a `catalog-info.yaml`. */
export const aFileEntity = ({
  name = 'order-service',
  namespace = 'default',
  owner = 'orders-team',
  annotations = { 'openchoreo.dev/component': 'orders' },
}: {
  name?: string;
  namespace?: string;
  owner?: string;
  annotations?: Record<string, string>;
} = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    namespace,
    annotations,
    tags: ['java'],
    links: [{ url: 'https://wiki.example.test/orders', title: 'Wiki' }],
  },
  spec: {
    type: 'library',
    lifecycle: 'deprecated',
    owner,
    dependsOn: ['resource:default/ledger'],
  },
});

/** The entity of a file with the name of the component's own entity, and another owner. */
export const anEntityOfTheName = () =>
  aFileEntity({ name: 'orders', namespace: 'acme', owner: 'other-team' });

/** The component with the annotation that accepts the entity with its name. */
export const anAcceptingComponent = () =>
  anOwnedComponent({ annotations: { 'openchoreo.dev/entity-ref': ownRef } });

/** The owner of the component. */
export const teamEntity: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: {
    name: 'orders-team',
    annotations: {
      'backstage.io/managed-by-location': 'host:entities',
      'backstage.io/managed-by-origin-location': 'host:entities',
    },
  },
  spec: { type: 'team', children: [] },
};

export function relationsOf(entity: Entity | undefined): string[] {
  return (entity?.relations ?? [])
    .map(({ type, targetRef }) => `${type} ${targetRef}`)
    .sort();
}

export const isJoined = (entity: Entity | undefined) =>
  entity?.metadata.annotations?.['openchoreo.dev/joined'] !== undefined;
