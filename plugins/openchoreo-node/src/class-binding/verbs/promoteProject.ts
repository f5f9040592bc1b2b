import { randomUUID } from 'node:crypto';
import {
  verbs,
  type OperationInput,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  contentHash,
  deliveryApiVersion,
  parentLabels,
  projectPromotionKind,
  projectRequestClaims,
  type ProjectPromotion,
} from '@promenade/openchoreo-model';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { projectPromotionView } from '../projectPromotionView';
import { requestAnnotations } from '../../adapter-base/requestAnnotations';
import { signRequest } from '../../adapter-base/promotions/signing';
import { createObject, findObject } from '../../adapter-base/writeObjects';

type Input = OperationInput<typeof verbs.promoteProject>;

/** Creates a ProjectPromotion, which the control plane performs. */
export const promoteProject = implementWrite(
  verbs.promoteProject,
  async (context, input, request, dryRun) => {
    const promotion = await write(context, input, request, dryRun);
    return { output: projectPromotionView(promotion), objects: [promotion] };
  },
);

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
): Promise<ProjectPromotion> {
  const { signal } = request;
  const desired = projectPromotionObject(input, request.requestedBy);
  const find = async () =>
    input.idempotencyKey === undefined
      ? undefined
      : findObject(context, projectPromotionKind, desired.metadata, signal);
  const existing = await find();
  if (existing) return existing;
  const requestSignature = await signRequest(
    context,
    projectRequestClaims(desired),
    request,
  );
  try {
    return await createObject(
      context,
      projectPromotionKind,
      {
        ...desired,
        spec: {
          ...desired.spec,
          ...(requestSignature && { requestSignature }),
        },
      },
      { signal, dryRun },
    );
  } catch (error) {
    // A concurrent request with the same key may have created it.
    const created = await find();
    if (created) return created;
    throw error;
  }
}

function projectPromotionObject(
  input: Input,
  requestedBy: string | undefined,
): ProjectPromotion {
  const { organization, project, from, to, components, reason } = input;
  const { idempotencyKey = randomUUID() } = input;
  const id = contentHash({ organization, project, from, to, idempotencyKey });
  return {
    apiVersion: deliveryApiVersion,
    kind: 'ProjectPromotion',
    metadata: {
      // A repeated request has the same name, so that the API server rejects a second object.
      name: `${project.slice(0, 30)}-to-${to.slice(0, 20)}-${id.slice(0, 8)}`,
      namespace: organization,
      labels: parentLabels(organization, { project, environment: to }),
      annotations: requestAnnotations(input, requestedBy),
    },
    spec: {
      projectName: project,
      from,
      to,
      components,
      ...(requestedBy && { requestedBy }),
      ...(reason && { reason }),
    },
  };
}
