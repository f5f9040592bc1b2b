import { SignJWT, errors, jwtVerify } from 'jose';
import { z } from 'zod';
import type { ProjectPromotion } from './kinds/project-promotion';
import type { Promotion, PromotionDecision } from './kinds/promotion';
import { defaultTrack, trackOf } from './names/track';

/**
 * Where the key for signatures is kept: the default Secret. Its namespace is not that of an organization, whose members may read
 * Secrets. Its entry `key` signs; every entry verifies, so that a key can be
 * replaced without losing the signatures that it made.
 *
 * @public
 */
export const signingKeySecret = {
  namespace: 'promenade-system',
  name: 'promenade-signing-key',
  entry: 'key',
} as const;

const issuer = 'promenade';
const algorithm = 'HS256';

const claimsSchema = z.object({
  action: z.enum(['Request', 'Approved', 'Rejected', 'Cancelled']),
  sub: z.string().min(1),
  groups: z.array(z.string()).default([]),
  iat: z.number(),
  about: z.record(z.string(), z.string()),
});

/**
 * What a signature says: who did what to which promotion, and when.
 *
 * @public
 */
export interface PromotionClaims {
  action: 'Request' | 'Approved' | 'Rejected' | 'Cancelled';
  /** Entity reference of the person. */
  by: string;
  /** Entity references of the groups of the person, at that time. */
  groups: readonly string[];
  at: Date;
  /** What it is bound to: {@link requestClaims} or {@link decisionClaims}. */
  about: Record<string, string>;
}

/**
 * What the signature of a request is bound to. A request is signed before the object exists.
 *
 * @public
 */
export function requestClaims({
  metadata,
  spec,
}: Pick<Promotion, 'metadata' | 'spec'>): PromotionClaims['about'] {
  const { namespace = '', name } = metadata;
  const { owner, type = 'Promote', from, to } = spec;
  const track = trackOf({ spec });
  return {
    namespace,
    name,
    project: owner.projectName,
    component: owner.componentName,
    type,
    from,
    to,
    ...(track !== defaultTrack && { track }),
  };
}

/**
 * What the signature of the request to promote a project is bound to.
 *
 * @public
 */
export function projectRequestClaims({
  metadata: { namespace = '', name },
  spec: { projectName, from, to },
}: Pick<ProjectPromotion, 'metadata' | 'spec'>): PromotionClaims['about'] {
  return { namespace, name, project: projectName, type: 'Project', from, to };
}

/**
 * What the signature of a decision is bound to: the object, the release, and the content of the decision, so that it counts for
 * nothing else.
 *
 * @public
 */
export function decisionClaims(
  promotion: Pick<Promotion, 'metadata' | 'spec'>,
  {
    comment = '',
    confirmed = [],
  }: Pick<PromotionDecision, 'comment' | 'confirmed'>,
): PromotionClaims['about'] {
  const { metadata, spec } = promotion;
  return {
    ...requestClaims(promotion),
    uid: metadata.uid ?? '',
    artifactRef: spec.artifactRef ?? '',
    comment,
    confirmed: JSON.stringify(confirmed),
  };
}

/**
 * Signs what a person does, as a compact JSON Web Signature (HMAC-SHA256).
 *
 * @public
 */
export async function signPromotion(
  { action, by, groups, at, about }: PromotionClaims,
  key: Uint8Array,
): Promise<string> {
  return new SignJWT({ action, groups: [...groups], about })
    .setProtectedHeader({ alg: algorithm })
    .setIssuer(issuer)
    .setSubject(by)
    .setIssuedAt(Math.floor(at.getTime() / 1000))
    .sign(key);
}

/**
 * Returns the claims of a signature, or undefined if none of the keys made it, if it is malformed, or if it is about something else.
 *
 * @public
 */
export async function verifyPromotion(
  signature: string,
  expected: Pick<PromotionClaims, 'action' | 'about'>,
  keys: readonly Uint8Array[],
): Promise<PromotionClaims | undefined> {
  for (const key of keys) {
    const claims = await readClaims(signature, key);
    if (claims) {
      return claims.action === expected.action &&
        isSame(claims.about, expected.about)
        ? claims
        : undefined;
    }
  }
  return undefined;
}

async function readClaims(
  signature: string,
  key: Uint8Array,
): Promise<PromotionClaims | undefined> {
  try {
    const { payload } = await jwtVerify(signature, key, {
      issuer,
      algorithms: [algorithm],
    });
    const parsed = claimsSchema.safeParse(payload);
    if (!parsed.success) {
      return undefined;
    }
    const { action, sub, groups, iat, about } = parsed.data;
    return { action, by: sub, groups, at: new Date(iat * 1000), about };
  } catch (error) {
    if (error instanceof errors.JOSEError) {
      return undefined;
    }
    throw error;
  }
}

function isSame(
  actual: Record<string, string>,
  expected: Record<string, string>,
): boolean {
  const names = Object.keys(expected);
  return (
    names.length === Object.keys(actual).length &&
    names.every(name => actual[name] === expected[name])
  );
}
