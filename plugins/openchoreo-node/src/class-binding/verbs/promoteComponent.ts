import { randomUUID } from 'node:crypto';
import {
  ConflictError,
  InputError,
  NotFoundError,
  NotImplementedError,
} from '@backstage/errors';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  contentHash,
  deliveryApiVersion,
  parentLabels,
  promotionKind,
  type Promotion,
} from '@promenade/openchoreo-model';
import type { ComponentSnapshot } from '../../domain/ComponentSnapshot';
import {
  implementVerb,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { promotionBlockers } from '../../views/promotionBlockers';
import { releaseNameOf } from '../../views/releaseView';
import { componentSnapshot } from '../componentSnapshot';
import { promotionView } from '../promotionView';
import { requestAnnotations } from './requestAnnotations';
import { createObject, findObject, type WriteOptions } from './writeObjects';

type Input = OperationInput<typeof verbs.promoteComponent>;

/**
 * Creates a Promotion, which the control plane performs.
 *
 * A ConflictError when the promotion is blocked, or when `from` no longer runs the release that was seen. An InputError when
 * the pipeline has no such path.
 */
export const promoteComponent = implementVerb(verbs.promoteComponent, {
  async plan(context, input, request) {
    const promotion = await write(context, input, request, true);
    return {
      output: promotionView(context.cache, promotion),
      objects: [promotion],
    };
  },
  async execute(context, input, request) {
    const promotion = await write(context, input, request, false);
    return promotionView(context.cache, promotion);
  },
});

async function write(
  context: VerbContext,
  input: Input,
  { requestedBy, signal }: VerbRequest,
  dryRun: boolean,
): Promise<Promotion> {
  const { cache } = context;
  const { kind, plural, group } = promotionKind;
  if (cache.unserved().some(unserved => unserved.kind === kind)) {
    throw new NotImplementedError(
      `This control plane has no promotions: it does not serve ${plural}.${group}. Install the CRDs and the control plane of Promenade`,
    );
  }
  const name = promotionName(input);
  const existing = await findFromSameRequest(context, name, input, signal);
  if (existing) return existing;
  const { organization, project, component } = input;
  const ref = { organization, project, component };
  const snapshot = componentSnapshot(cache, ref, new Date());
  if (!snapshot) {
    throw new NotFoundError(
      `The component ${component} does not exist in project ${project} of ${organization}`,
    );
  }
  const artifact = artifactToPromote(snapshot, input);
  const promotion = promotionObject(name, input, artifact, requestedBy);
  return createOnce(context, promotion, input, { signal, dryRun });
}

/** The artifact that the source environment runs. Throws when the promotion is blocked. */
function artifactToPromote(
  snapshot: ComponentSnapshot,
  { from, to, release }: Input,
): string | undefined {
  const source = snapshot.deployments.find(
    ({ environment }) => environment === from,
  );
  const running = source && releaseNameOf(source);
  if (release && running && !running.hash.startsWith(release)) {
    throw new ConflictError(
      `${from} now runs ${running.short} instead of ${release.slice(
        0,
        7,
      )}. Review the plan again, then promote`,
    );
  }
  const [blocker] = promotionBlockers(snapshot, { from, to });
  if (blocker) {
    const message = `${snapshot.ref.component} cannot be promoted from ${from} to ${to}: ${blocker.message}`;
    throw blocker.reason === 'NoSuchPath'
      ? new InputError(message)
      : new ConflictError(message);
  }
  return source?.release?.name;
}

async function findFromSameRequest(
  context: VerbContext,
  name: string,
  { idempotencyKey, organization }: Input,
  signal: AbortSignal | undefined,
): Promise<Promotion | undefined> {
  if (idempotencyKey === undefined) return undefined;
  const key = { namespace: organization, name };
  return findObject(context, promotionKind, key, signal);
}

/** Creates the Promotion, or returns the one that a concurrent request with the same key has created. */
async function createOnce(
  context: VerbContext,
  promotion: Promotion,
  input: Input,
  options: WriteOptions,
): Promise<Promotion> {
  try {
    return await createObject(context, promotionKind, promotion, options);
  } catch (error) {
    const existing = await findFromSameRequest(
      context,
      promotion.metadata.name,
      input,
      options.signal,
    );
    if (existing) return existing;
    throw error;
  }
}

function promotionObject(
  name: string,
  input: Input,
  artifactRef: string | undefined,
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
      owner: { projectName: project, componentName: component },
      from,
      to,
      ...(artifactRef && { artifactRef }),
      ...(requestedBy && { requestedBy }),
      ...(reason && { reason }),
    },
  };
}

/** A repeated request has the same name, so that the API server rejects a second object. */
function promotionName({
  organization,
  project,
  component,
  from,
  to,
  idempotencyKey = randomUUID(),
}: Input): string {
  const ref = { organization, project, component };
  const id = contentHash({ component: ref, from, to, idempotencyKey });
  return `${component.slice(0, 30)}-to-${to.slice(0, 20)}-${id.slice(0, 8)}`;
}
