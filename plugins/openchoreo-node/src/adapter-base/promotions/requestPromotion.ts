import { randomUUID } from 'node:crypto';
import { NotImplementedError } from '@backstage/errors';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  contentHash,
  deliveryApiVersion,
  parentLabels,
  promotionKind,
  type Promotion,
} from '@promenade/openchoreo-model';
import type { VerbContext, VerbRequest } from '../../verbs/Verb';
import { requestAnnotations } from '../requestAnnotations';
import { withRequestSignature } from './signing';
import { createObject, findObject } from '../writeObjects';

/** The request of a promotion or a rollback. */
export interface PromotionRequest extends ComponentRef {
  from: string;
  to: string;
  reason?: string;
  idempotencyKey?: string;
}

/** What a request promotes. */
type Promoted = Pick<
  Promotion['spec'],
  'type' | 'artifactRef' | 'envOverrides'
>;

/** Whether the API serves Promotions. */
export function hasPromotions({ cache }: Pick<VerbContext, 'cache'>): boolean {
  return !cache.unserved().some(({ kind }) => kind === promotionKind.kind);
}

/**
 * Creates a Promotion, which the control plane performs, or returns the one that a request with the same idempotency key has created.
 *
 * @param what - identifies the request beside its environments and its idempotency key
 * @param find - what to promote. Throws when that is not possible
 */
export async function requestPromotion(
  context: VerbContext,
  input: PromotionRequest,
  request: VerbRequest & { dryRun: boolean },
  find: () => Promise<Promoted> | Promoted,
  what: object = {},
): Promise<Promotion> {
  const { plural, group } = promotionKind;
  if (!hasPromotions(context)) {
    throw new NotImplementedError(
      `This control plane has no promotions: it does not serve ${plural}.${group}. Install the CRDs and the control plane of Promenade`,
    );
  }
  const { organization, project, component } = input;
  const ref = { organization, project, component };
  const name = promotionName(ref, input, what);
  const { signal, dryRun } = request;
  const existing = await findFromSameRequest(context, name, input, signal);
  if (existing) return existing;
  const promotion = await withRequestSignature(
    context,
    promotionObject(name, input, await find(), request.requestedBy),
    request,
  );
  try {
    return await createObject(context, promotionKind, promotion, {
      signal,
      dryRun,
    });
  } catch (error) {
    // A concurrent request with the same key may have created it.
    const created = await findFromSameRequest(context, name, input, signal);
    if (created) return created;
    throw error;
  }
}

async function findFromSameRequest(
  context: VerbContext,
  name: string,
  { idempotencyKey, organization }: PromotionRequest,
  signal: AbortSignal | undefined,
): Promise<Promotion | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const key = { namespace: organization, name };
  return findObject(context, promotionKind, key, signal);
}

function promotionObject(
  name: string,
  input: PromotionRequest,
  { type, artifactRef, envOverrides }: Promoted,
  requestedBy: string | undefined,
): Promotion {
  const { organization, project, component, from, to, reason } = input;
  return {
    apiVersion: deliveryApiVersion,
    kind: 'Promotion',
    metadata: {
      name,
      namespace: organization,
      labels: parentLabels(organization, {
        project,
        component,
        environment: to,
      }),
      annotations: requestAnnotations(input, requestedBy),
    },
    spec: {
      ...(type && { type }),
      owner: { projectName: project, componentName: component },
      from,
      to,
      ...(artifactRef && { artifactRef }),
      ...(envOverrides && { envOverrides }),
      ...(requestedBy && { requestedBy }),
      ...(reason && { reason }),
    },
  };
}

/** A repeated request has the same name, so that the API server rejects a second object. */
function promotionName(
  ref: ComponentRef,
  { from, to, idempotencyKey = randomUUID() }: PromotionRequest,
  what: object,
): string {
  const id = contentHash({ component: ref, from, to, ...what, idempotencyKey });
  return `${ref.component.slice(0, 30)}-to-${to.slice(0, 20)}-${id.slice(
    0,
    8,
  )}`;
}
