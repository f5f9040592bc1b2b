import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  InputError,
  NotFoundError,
  NotImplementedError,
} from '@backstage/errors';
import type {
  ComponentRef,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  contentHash,
  deliveryApiVersion,
  labels,
  promotionKind,
  type Promotion,
} from '@promenade/openchoreo-model';
import { componentSnapshot } from '../class-binding/componentSnapshot';
import { promotionView } from '../class-binding/promotionView';
import type { ComponentSnapshot } from '../domain/ComponentSnapshot';
import { promotionBlockers } from '../views/promotionBlockers';
import { releaseNameOf } from '../views/releaseView';
import {
  create,
  find,
  type CommandContext,
  type CommandOptions,
} from './CommandContext';
import { requestAnnotations } from './requestAnnotations';

/** @public */
export interface PromoteInput {
  component: ComponentRef;
  from: string;
  to: string;
  /** Content hash of the release that the person saw, or its first seven characters or more. */
  release?: string;
  reason?: string;
  /** Entity ref of who asks. */
  requestedBy?: string;
  /** A command with the key of one that was carried out before finds its work done, and succeeds. */
  idempotencyKey?: string;
}

/**
 * Asks for a promotion. It is carried out by the control plane, whatever becomes of this process.
 *
 * A ConflictError when it cannot be done now, or when `from` runs another release than was seen; an InputError when the
 * pipeline does not have the step.
 */
export async function promote(
  context: CommandContext,
  input: PromoteInput,
  options: CommandOptions = {},
): Promise<PromotionView> {
  const { cache } = context;
  if (cache.unserved().some(({ kind }) => kind === promotionKind.kind)) {
    throw new NotImplementedError(
      `This control plane has no promotions: it does not serve ${promotionKind.plural}.${promotionKind.group}. Install the resource definitions of Promenade and run its control plane`,
    );
  }
  const name = promotionName(input);
  const earlier = await findEarlier(context, name, input, options);
  if (earlier) return promotionView(cache, earlier);
  const snapshot = componentSnapshot(cache, input.component);
  if (!snapshot) {
    const { organization, project, component } = input.component;
    throw new NotFoundError(
      `There is no component ${component} in project ${project} of ${organization}`,
    );
  }
  const artifactRef = artifactToPromote(snapshot, input);
  const promotion = promotionObject(name, input, artifactRef);
  const created = await createOnce(context, promotion, input, options);
  return promotionView(cache, created);
}

/** What the source runs, once nothing stands in the way. */
function artifactToPromote(
  snapshot: ComponentSnapshot,
  { from, to, release }: PromoteInput,
): string | undefined {
  const source = snapshot.deployments.find(
    ({ environment }) => environment === from,
  );
  const running = source && releaseNameOf(source);
  if (release && running && !running.hash.startsWith(release)) {
    throw new ConflictError(
      `${from} runs ${running.short} by now, not ${release.slice(
        0,
        7,
      )}. Look at the plan again, then promote`,
    );
  }
  const [blocker] = promotionBlockers(snapshot, { from, to }, new Date());
  if (blocker) {
    const path = `${from} to ${to}`;
    const message = `${snapshot.ref.component} cannot be promoted from ${path}: ${blocker.message}`;
    throw blocker.reason === 'NoSuchPath'
      ? new InputError(message)
      : new ConflictError(message);
  }
  return source?.release?.name;
}

/** The promotion that the same request has made before. */
async function findEarlier(
  context: CommandContext,
  name: string,
  { idempotencyKey, component }: PromoteInput,
  options: CommandOptions,
): Promise<Promotion | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const key = { namespace: component.organization, name };
  return find(context, promotionKind, key, options);
}

/** Creates it, or finds what the same request has created at the same moment elsewhere. */
async function createOnce(
  context: CommandContext,
  promotion: Promotion,
  input: PromoteInput,
  options: CommandOptions,
): Promise<Promotion> {
  try {
    return await create(context, promotionKind, promotion, options);
  } catch (error) {
    const { name } = promotion.metadata;
    const earlier = await findEarlier(context, name, input, options);
    if (earlier) return earlier;
    throw error;
  }
}

function promotionObject(
  name: string,
  input: PromoteInput,
  artifactRef: string | undefined,
): Promotion {
  const { organization, project, component } = input.component;
  const { from, to, reason, requestedBy } = input;
  return {
    apiVersion: deliveryApiVersion,
    kind: 'Promotion',
    metadata: {
      name,
      namespace: organization,
      labels: {
        [labels.organization]: organization,
        [labels.project]: project,
        [labels.component]: component,
        [labels.environment]: to,
      },
      annotations: requestAnnotations(input),
    },
    spec: {
      owner: { projectName: project, componentName: component },
      from,
      to,
      ...(artifactRef && { artifactRef }),
      ...(requestedBy && { requestedBy }),
      ...(reason && { reason }),
    },
  };
}

/** The same request gives the same name, so that the API itself refuses to do it twice. */
function promotionName({
  component,
  from,
  to,
  idempotencyKey = randomUUID(),
}: PromoteInput): string {
  const id = contentHash({ component, from, to, idempotencyKey }).slice(0, 8);
  return `${component.component.slice(0, 30)}-to-${to.slice(0, 20)}-${id}`;
}
