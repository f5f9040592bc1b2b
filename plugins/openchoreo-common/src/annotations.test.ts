import {
  componentRefOf,
  isEntityOfComponent,
  isFromControlPlane,
  isOpenChoreoComponent,
} from './annotations';

const annotations = {
  'openchoreo.dev/organization': 'acme',
  'openchoreo.dev/project': 'shop',
  'openchoreo.dev/component': 'greeter',
};

describe('componentRefOf', () => {
  it('returns the component of an entity', () => {
    expect(
      componentRefOf({ kind: 'Component', metadata: { annotations } }),
    ).toEqual({ organization: 'acme', project: 'shop', component: 'greeter' });
  });

  it('returns nothing for other entities', () => {
    expect(isOpenChoreoComponent({ kind: 'Component', metadata: {} })).toBe(
      false,
    );
    const rejected = { ...annotations, 'openchoreo.dev/claim': 'rejected' };
    expect(
      isOpenChoreoComponent({
        kind: 'Component',
        metadata: { annotations: rejected },
      }),
    ).toBe(false);
    // An API has the annotations of its component.
    expect(
      isOpenChoreoComponent({ kind: 'API', metadata: { annotations } }),
    ).toBe(false);
  });
});

describe('isEntityOfComponent', () => {
  const withJoined = (joined: string) => ({
    kind: 'Component',
    metadata: {
      annotations: { ...annotations, 'openchoreo.dev/joined': joined },
    },
  });

  it('is true for an entity that has joined the component that it names', () => {
    expect(isEntityOfComponent(withJoined('acme/shop/greeter'))).toBe(true);
    expect(isEntityOfComponent(withJoined('acme/shop/other'))).toBe(false);
    expect(
      isEntityOfComponent({ kind: 'Component', metadata: { annotations } }),
    ).toBe(false);
  });
});

describe('isFromControlPlane', () => {
  const withOrigin = (origin: string) => ({
    kind: 'Component',
    metadata: {
      annotations: {
        ...annotations,
        'backstage.io/managed-by-origin-location': origin,
      },
    },
  });

  it('is true for entities of the catalog module only', () => {
    expect(isFromControlPlane(withOrigin('openchoreo:control-plane'))).toBe(
      true,
    );
    expect(isFromControlPlane(withOrigin('url:https://a.test/c.yaml'))).toBe(
      false,
    );
    expect(
      isFromControlPlane({ kind: 'Component', metadata: { annotations } }),
    ).toBe(false);
  });
});
