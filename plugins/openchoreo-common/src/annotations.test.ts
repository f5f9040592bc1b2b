import { componentRefOf, isOpenChoreoComponent } from './annotations';

const annotations = {
  'openchoreo.dev/organization': 'acme',
  'openchoreo.dev/project': 'shop',
  'openchoreo.dev/component': 'greeter',
};

describe('componentRefOf', () => {
  it('reads the component that an entity stands for', () => {
    expect(
      componentRefOf({ kind: 'Component', metadata: { annotations } }),
    ).toEqual({ organization: 'acme', project: 'shop', component: 'greeter' });
  });

  it('takes no entity for ours that is not', () => {
    expect(isOpenChoreoComponent({ kind: 'Component', metadata: {} })).toBe(
      false,
    );
    // An API carries the annotations of its component and is none.
    expect(
      isOpenChoreoComponent({ kind: 'API', metadata: { annotations } }),
    ).toBe(false);
  });
});
