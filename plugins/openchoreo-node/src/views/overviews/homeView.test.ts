import { environmentKind, promotionKind } from '@promenade/openchoreo-model';
import {
  acme,
  seeAll,
  seeAllBut,
  time,
} from '../../__testUtils__/OverviewResources';

const ref = (component: string) => ({
  organization: 'acme',
  project: 'shop',
  component,
});

const promotionOf = (componentName: string) => ({
  owner: { projectName: 'shop', componentName },
  from: 'development',
  to: 'staging',
});

describe('the home of an owner', () => {
  it('has the deployments that need attention, production first', async () => {
    const resources = acme()
      .with(environmentKind, 'production', { isProduction: true })
      .component('shipping', { staging: 'Ready', production: 'Failed' });
    const home = await resources.overviews.home(
      [ref('web'), ref('cart'), ref('shipping'), ref('gone')],
      seeAll,
    );
    expect(home).toMatchObject({
      componentCount: 3,
      states: [
        { state: 'Failed', count: 2 },
        { state: 'Ready', count: 1 },
      ],
      deployments: [
        {
          component: ref('shipping'),
          entityRef: 'component:acme/shipping',
          environment: 'production',
          isProduction: true,
          state: 'Failed',
          since: time,
        },
        { component: ref('cart'), environment: 'staging', state: 'Failed' },
      ],
      projects: [
        {
          project: 'shop',
          entityRef: 'system:acme/shop',
          componentCount: 3,
        },
      ],
    });
  });

  it('has the newest promotions of the owned components, or of all visible ones for who owns none', async () => {
    const resources = acme()
      .with(promotionKind, 'web-1', promotionOf('web'))
      .with(promotionKind, 'cart-1', promotionOf('cart'));
    const { overviews } = resources;
    const home = overviews.home.bind(overviews);
    const names = async (...request: Parameters<typeof home>) =>
      (await home(...request)).promotions.map(({ name }) => name);
    expect(await names([ref('web')], seeAll)).toEqual(['web-1']);
    expect((await names([], seeAll)).sort()).toEqual(['cart-1', 'web-1']);
    expect(await names([], seeAllBut('cart'))).toEqual(['web-1']);
  });

  it('has the titles of what a promotion is about', async () => {
    const resources = acme()
      .with(
        environmentKind,
        'staging',
        { dataPlaneRef: 'default' },
        {
          namespace: 'default',
          annotations: { 'openchoreo.dev/display-name': 'Staging' },
        },
      )
      .with(promotionKind, 'web-1', promotionOf('web'));
    for (const owned of [[ref('web')], []]) {
      const { promotions } = await resources.overviews.home(owned, seeAll);
      expect(promotions).toMatchObject([{ name: 'web-1', toTitle: 'Staging' }]);
    }
  });

  it('has visible promotions that are older than many that the caller may not see', async () => {
    const resources = acme();
    for (const prefix of ['a', 'z']) {
      for (let count = 0; count < 12; count += 1) {
        const name = `${prefix}-cart-${count}`;
        resources.with(promotionKind, name, promotionOf('cart'));
      }
    }
    resources.with(promotionKind, 'm-web', promotionOf('web'));
    const { promotions } = await resources.overviews.home(
      [],
      seeAllBut('cart'),
    );
    expect(promotions).toMatchObject([{ name: 'm-web' }]);
  });

  it('has nothing of components that the owner may not see', async () => {
    const home = await acme().overviews.home([ref('cart')], seeAllBut('cart'));
    expect(home).toMatchObject({
      componentCount: 0,
      deployments: [],
      projects: [],
    });
  });
});
