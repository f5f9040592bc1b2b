import { sampleProject } from '../__testUtils__/overviews';
import { promotionOffers } from './promotionOffers';

const [component] = sampleProject.components;
const release = (short: string) => ({ short, hash: `${short}-hash` });

function offerOf(
  source: { state: 'Ready' | 'Failed' | 'NotDeployed'; release?: string },
  target?: string,
  awaitingApproval = sampleProject.awaitingApproval.slice(0, 0),
) {
  const [offer] = promotionOffers({
    pipeline: sampleProject.pipeline,
    awaitingApproval,
    components: [
      {
        ...component,
        name: 'web',
        deployments: [
          {
            environment: 'development',
            state: source.state,
            release: source.release ? release(source.release) : undefined,
          },
          {
            environment: 'staging',
            state: target ? 'Ready' : 'NotDeployed',
            release: target ? release(target) : undefined,
          },
        ],
      },
    ],
  });
  return offer;
}

describe('promotionOffers', () => {
  it('has an offer for each path of the pipeline', () => {
    expect(
      promotionOffers(sampleProject).map(({ edge: { from, to } }) => [
        from,
        to,
      ]),
    ).toEqual([
      ['development', 'staging'],
      ['staging', 'production'],
    ]);
  });

  it('offers a component that is ready and runs another release in the target', () => {
    expect(offerOf({ state: 'Ready', release: 'aaa' }, 'bbb').possible).toEqual(
      ['web'],
    );
  });

  it('offers a component that does not run in the target', () => {
    expect(offerOf({ state: 'Ready', release: 'aaa' }).possible).toEqual([
      'web',
    ]);
  });

  it.each([
    ['notDeployed', offerOf({ state: 'NotDeployed' })],
    ['notReady', offerOf({ state: 'Failed', release: 'aaa' })],
    ['same', offerOf({ state: 'Ready', release: 'aaa' }, 'aaa')],
    [
      'awaitingApproval',
      offerOf({ state: 'Ready', release: 'aaa' }, 'bbb', [
        {
          promotion: 'web-to-staging',
          component: 'web',
          entityRef: 'component:default/web',
          from: 'development',
          to: 'staging',
          startedAt: '2026-03-01T12:00:00Z',
        },
      ]),
    ],
  ])('says why a component cannot be promoted: %s', (blocked, offer) => {
    expect(offer.possible).toEqual([]);
    expect(offer.components).toMatchObject([{ blocked }]);
  });
});
