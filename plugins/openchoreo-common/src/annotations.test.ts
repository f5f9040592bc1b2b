import { componentRefOf, isOpenChoreoComponent } from './annotations';

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
    // An API has the annotations of its component.
    expect(
      isOpenChoreoComponent({ kind: 'API', metadata: { annotations } }),
    ).toBe(false);
  });
});
