import {
  reads,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import { waitFor } from '@testing-library/react';
import { sampleBoards, SampleApi } from '../__testUtils__';
import { liveReadsOf } from '../live/liveReadsOf';
import { DeploymentFollower } from './DeploymentFollower';

const refOf = (component: string): ComponentRef => ({
  organization: 'default',
  project: 'shop',
  component,
});

/** A backend where components run nowhere, except those that do not exist. */
function setup(...components: string[]) {
  const api = new SampleApi(sampleBoards.ready);
  api.overviews = {
    ...api.overviews,
    [reads.listDeployments.name]: {
      components: components.map(name => ({
        ...refOf(name),
        deployments: [],
      })),
    },
  };
  return { api, follower: new DeploymentFollower(liveReadsOf(api, undefined)) };
}

describe('DeploymentFollower', () => {
  it('follows a component once for all who ask at the same time', async () => {
    const { api, follower } = setup('cart');
    const received: unknown[] = [];
    for (const name of ['cart', 'cart', 'other']) {
      follower.follow(refOf(name), value => received.push([name, value]));
    }
    await waitFor(() =>
      expect(received).toEqual([
        ['cart', []],
        ['cart', []],
        ['other', undefined],
      ]),
    );
    expect(api.overviewRequests).toEqual([
      { components: 'default/shop/cart,default/shop/other' },
    ]);
  });

  it('follows nothing for who has ended it at once', async () => {
    const { api, follower } = setup('cart', 'other');
    const received: unknown[] = [];
    follower.follow(refOf('cart'), () => {})();
    await Promise.resolve();
    follower.follow(refOf('other'), value => received.push(value));
    await waitFor(() => expect(received).toEqual([[]]));
    expect(api.overviewRequests).toEqual([
      { components: 'default/shop/other' },
    ]);
  });

  it('follows at most 100 components with one topic', async () => {
    const { api, follower } = setup('component-100');
    const received: unknown[] = [];
    for (let index = 0; index <= 100; index += 1) {
      follower.follow(refOf(`component-${index}`), value => {
        if (value) received.push(index);
      });
    }
    await waitFor(() => expect(received).toEqual([100]));
    expect(api.overviewRequests).toHaveLength(2);
    expect(api.overviewRequests).toContainEqual({
      components: 'default/shop/component-100',
    });
  });
});
