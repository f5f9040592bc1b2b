import {
  ProjectPromotion,
  Promotion,
  PromotionApproval,
  PromotionClaims,
  decisionClaims,
  projectRequestClaims,
  requestClaims,
  signPromotion,
  verifyPromotion,
} from '@promenade/openchoreo-model';
import { toTimestamp } from '../../runtime/conditions';

/** The keys that sign what people do. */
export interface SigningKeys {
  /**
   * Returns the keys that verify signatures, the one that signs first.
   *
   * @param options - `fresh`: a key may just have been replaced
   * @throws if they cannot be read
   */
  read(options?: { fresh?: boolean }): Promise<readonly Uint8Array[]>;
}

/** A decision that an authenticated person made. */
export interface SignedDecision extends PromotionApproval {
  /** Entity references of the groups of the person, at that time. */
  groups: readonly string[];
}

/** Returns the decisions about a promotion whose signature is valid, in their order. */
export async function findSignedDecisions(
  promotion: Promotion,
  keys: readonly Uint8Array[],
): Promise<SignedDecision[]> {
  const decisions: SignedDecision[] = [];
  for (const given of promotion.spec.decisions ?? []) {
    const claims =
      given.signature === undefined
        ? undefined
        : await verifyPromotion(
            given.signature,
            {
              action: given.decision,
              about: decisionClaims(promotion, given),
            },
            keys,
          );
    if (claims) {
      decisions.push({
        by: claims.by,
        decision: given.decision,
        at: toTimestamp(claims.at),
        ...(given.comment !== undefined && { comment: given.comment }),
        ...(given.confirmed && { confirmed: given.confirmed }),
        groups: claims.groups,
      });
    }
  }
  return decisions;
}

/** Returns the requester of a promotion whose request has a valid signature. */
export function findSignedRequester(
  promotion: Promotion,
  keys: readonly Uint8Array[],
): Promise<string | undefined> {
  const { requestSignature } = promotion.spec;
  return findSigner(requestSignature, requestClaims(promotion), keys);
}

/** Returns the requester of the promotion of a project, if the request has a valid signature. */
export function findSignedProjectRequester(
  promotion: ProjectPromotion,
  keys: readonly Uint8Array[],
): Promise<string | undefined> {
  const { requestSignature } = promotion.spec;
  return findSigner(requestSignature, projectRequestClaims(promotion), keys);
}

async function findSigner(
  signature: string | undefined,
  about: PromotionClaims['about'],
  keys: readonly Uint8Array[],
): Promise<string | undefined> {
  const claims =
    signature === undefined
      ? undefined
      : await verifyPromotion(signature, { action: 'Request', about }, keys);
  return claims?.by;
}

/** Signs a request of the control plane itself. */
export async function signRequest(
  promotion: Pick<Promotion, 'metadata' | 'spec'>,
  by: string,
  now: Date,
  keys: SigningKeys,
): Promise<string> {
  const [key] = await keys.read();
  return signPromotion(
    {
      action: 'Request',
      by,
      groups: [],
      at: now,
      about: requestClaims(promotion),
    },
    key,
  );
}
