import { reads } from '@promenade/backstage-plugin-openchoreo-common';
import { sampleBoards, SampleApi } from '../__testUtils__';
import { DeploymentLoader } from './DeploymentLoader';

const refOf = (component: string) => ({
  organization: 'default',
  project: 'shop',
  component,
});

/** A list of deployments that has one component. */
const listOf = (component: string) => ({
  components: [{ ...refOf(component), deployments: [] }],
});

describe('DeploymentLoader', () => {
  it('requests at most 100 components at once, and shows the rest when one request fails', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.overviews = {
      ...api.overviews,
      [reads.listDeployments.name]: listOf('component-100'),
    };
    api.nextError = new Error('gone');
    const loader = new DeploymentLoader(api);
    const results = await Promise.allSettled(
      Array.from({ length: 101 }, (_, index) =>
        loader.load(refOf(`component-${index}`)),
      ),
    );
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(
      100,
    );
    expect(results[100]).toEqual({ status: 'fulfilled', value: [] });
    expect(api.overviewRequests).toEqual([
      { components: 'default/shop/component-100' },
    ]);
  });

  it('requests a component once for all who ask at the same time', async () => {
    const api = new SampleApi(sampleBoards.ready);
    api.overviews = {
      ...api.overviews,
      [reads.listDeployments.name]: listOf('cart'),
    };
    const loader = new DeploymentLoader(api);
    expect(
      await Promise.all(
        ['cart', 'cart', 'other'].map(n => loader.load(refOf(n))),
      ),
    ).toEqual([[], [], undefined]);
    await loader.load(refOf('cart'));
    expect(api.overviewRequests).toEqual([
      { components: 'default/shop/cart,default/shop/other' },
      { components: 'default/shop/cart' },
    ]);
  });
});
