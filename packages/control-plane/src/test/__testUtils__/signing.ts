import {
  Promotion,
  PromotionDecision,
  decisionClaims,
  requestClaims,
  signPromotion,
} from '@promenade/openchoreo-model';
import { SigningKeys } from '../../core/signing/signatures';

const key = new Uint8Array(32).fill(7);

/** The keys of the control planes under test. */
export const testSigningKeys: SigningKeys = { read: async () => [key] };

/** A person, as the Backstage backend authenticates it. */
export interface TestPerson {
  name: string;
  groups?: readonly string[];
}

/** Returns a promotion with the signature of its requester. */
export async function signedBy(
  promotion: Promotion,
  { name, groups = [] }: TestPerson,
  now = new Date(0),
  signingKey: Uint8Array = key,
): Promise<Promotion> {
  const requestSignature = await signPromotion(
    {
      action: 'Request',
      by: name,
      groups,
      at: now,
      about: requestClaims(promotion),
    },
    signingKey,
  );
  return {
    ...promotion,
    spec: { ...promotion.spec, requestedBy: name, requestSignature },
  };
}

/** Returns a promotion with one more decision, which is signed. */
export async function withDecision(
  promotion: Promotion,
  { name: by, groups = [] }: TestPerson,
  given: Omit<PromotionDecision, 'by' | 'at' | 'signature'>,
  now = new Date(0),
  signingKey: Uint8Array = key,
): Promise<Promotion> {
  const signature = await signPromotion(
    {
      action: given.decision,
      by,
      groups,
      at: now,
      about: decisionClaims(promotion, given),
    },
    signingKey,
  );
  return withUnsignedDecision(promotion, {
    ...given,
    by,
    at: now.toISOString(),
    signature,
  });
}

/** Returns a promotion with a decision as anybody can write it. */
export function withUnsignedDecision(
  promotion: Promotion,
  decision: PromotionDecision,
): Promotion {
  const { spec } = promotion;
  return {
    ...promotion,
    spec: { ...spec, decisions: [...(spec.decisions ?? []), decision] },
  };
}
