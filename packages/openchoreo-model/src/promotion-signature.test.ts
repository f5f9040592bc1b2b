/** @jest-environment node */

import type { Promotion } from './kinds/promotion';
import {
  PromotionClaims,
  decisionClaims,
  requestClaims,
  signPromotion,
  verifyPromotion,
} from './promotion-signature';

const key = new Uint8Array(32).fill(1);
const otherKey = new Uint8Array(32).fill(2);

const promotion = {
  metadata: { namespace: 'acme', name: 'p', uid: 'uid-1' },
  spec: {
    owner: { projectName: 'shop', componentName: 'greeter' },
    from: 'staging',
    to: 'production',
    artifactRef: 'greeter-default-1',
  },
} satisfies Pick<Promotion, 'metadata' | 'spec'>;

const claims: PromotionClaims = {
  action: 'Approved',
  by: 'user:default/ana',
  groups: ['group:default/leads'],
  at: new Date('2026-01-01T12:00:00Z'),
  about: decisionClaims(promotion, { comment: 'Fine', confirmed: ['tested'] }),
};

const verify = (signature: string, changes: Partial<PromotionClaims> = {}) =>
  verifyPromotion(signature, { ...claims, ...changes }, [key]);

describe('a signature about a promotion', () => {
  it('says who did what, and when', async () => {
    expect(await verify(await signPromotion(claims, key))).toEqual(claims);
  });

  it('is accepted with any of the keys', async () => {
    const signature = await signPromotion(claims, otherKey);
    expect(await verifyPromotion(signature, claims, [key, otherKey])).toEqual(
      claims,
    );
  });

  it('counts for nothing with another key, or when it is no signature', async () => {
    expect(await verify(await signPromotion(claims, otherKey))).toBeUndefined();
    expect(await verify('signed by Ana')).toBeUndefined();
    expect(await verify('')).toBeUndefined();
  });

  it('counts for nothing without a signing algorithm', async () => {
    const [, payload] = (await signPromotion(claims, key)).split('.');
    const header = Buffer.from('{"alg":"none"}').toString('base64url');
    expect(await verify(`${header}.${payload}.`)).toBeUndefined();
  });

  it('counts for nothing but its action', async () => {
    const signature = await signPromotion(claims, key);
    expect(await verify(signature, { action: 'Rejected' })).toBeUndefined();
  });

  it.each([
    ['another object of the same name', { metadata: { uid: 'uid-2' } }],
    ['another release', { spec: { artifactRef: 'greeter-default-2' } }],
    ['another environment', { spec: { to: 'development' } }],
    ['another type', { spec: { type: 'RollBack' as const } }],
  ])('of a decision counts for nothing about %s', async (_, changes) => {
    const other = {
      metadata: {
        ...promotion.metadata,
        ...('metadata' in changes ? changes.metadata : {}),
      },
      spec: { ...promotion.spec, ...('spec' in changes ? changes.spec : {}) },
    };
    const about = decisionClaims(other, {
      comment: 'Fine',
      confirmed: ['tested'],
    });
    expect(
      await verify(await signPromotion(claims, key), { about }),
    ).toBeUndefined();
  });

  it.each([
    ['comment', { comment: 'Very fine', confirmed: ['tested'] }],
    ['check list', { comment: 'Fine', confirmed: ['tested', 'measured'] }],
  ])(
    'of a decision counts for nothing with another %s',
    async (_, decision) => {
      const about = decisionClaims(promotion, decision);
      expect(
        await verify(await signPromotion(claims, key), { about }),
      ).toBeUndefined();
    },
  );

  it('of a request does not depend on what the API server adds', async () => {
    const about = requestClaims(promotion);
    const created = {
      ...promotion,
      metadata: { ...promotion.metadata, uid: 'new' },
      spec: { ...promotion.spec, artifactRef: 'pinned' },
    };
    expect(requestClaims(created)).toEqual(about);
  });
});
