import type { ProjectPromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import { projectPromotion } from './projectPromotion';

const ref = { organization: 'default', project: 'shop', name: 'shop-1' };

const found: ProjectPromotionView = {
  name: 'shop-1',
  project: 'shop',
  from: 'development',
  to: 'staging',
  phase: 'Progressing',
  message: 'Waiting for cart',
  requested: ['cart', 'store'],
  components: [{ name: 'cart', promotion: 'cart-1', layer: 0 }],
};

const seeing =
  (...names: string[]) =>
  async (refs: readonly { component: string }[]) =>
    refs.map(({ component }) => names.includes(component));

describe('projectPromotion', () => {
  it('is whole for a caller who may see all components', async () => {
    expect(await projectPromotion(found, ref, seeing('cart', 'store'))).toEqual(
      found,
    );
  });

  it('says nothing about components that the caller may not see', async () => {
    expect(await projectPromotion(found, ref, seeing('store'))).toMatchObject({
      phase: 'Progressing',
      message: undefined,
      requested: ['store'],
      components: [],
    });
  });

  it.each([
    ['none is visible', found, ref],
    ['it does not exist', undefined, ref],
    ['it is of another project', found, { ...ref, project: 'bank' }],
  ])('is not found when %s', async (_, promotion, of) => {
    await expect(projectPromotion(promotion, of, seeing())).rejects.toThrow(
      `${of.project} has no promotion shop-1`,
    );
  });
});
