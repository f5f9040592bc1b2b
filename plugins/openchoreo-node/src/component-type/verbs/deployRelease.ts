import { contentHash } from '@promenade/openchoreo-model';
import type {
  ComponentRef,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { VerbContext, VerbPlan, VerbRequest } from '../../verbs/Verb';
import { promotionAnnotation, type PromotionRecord } from '../promotionRecord';
import { recordedPromotionView } from '../recordedPromotions';
import { changeBinding } from './changeBinding';

/** A release that is to run in an environment. */
interface ReleaseRequest {
  ref: ComponentRef;
  type: PromotionRecord['type'];
  from: string;
  to: string;
  /** Name of the ComponentRelease. */
  release: string;
  reason?: string;
  /** The version of the binding that was seen. */
  seen?: string;
  operation: string;
}

/** Writes the name of a release to the binding of an environment, with the record of the promotion. */
export async function deployRelease(
  context: VerbContext,
  { ref, type, from, to, release, reason, seen, operation }: ReleaseRequest,
  request: VerbRequest & { dryRun: boolean },
): Promise<VerbPlan<PromotionView>> {
  const startedAt = new Date().toISOString();
  const { requestedBy } = request;
  const record: PromotionRecord = {
    name: promotionName(ref, { to, release, startedAt }),
    type,
    from,
    release,
    startedAt,
    ...(requestedBy && { requestedBy }),
    ...(reason && { reason }),
  };
  const binding = await changeBinding(
    context,
    {
      ref,
      environment: to,
      seen,
      operation,
      isCreated: true,
      fieldsFor: before => {
        const { releaseName: replaces } = before?.spec ?? {};
        if (replaces) record.replaces = replaces;
        return {
          spec: { releaseName: release, state: 'Active' },
          annotations: { [promotionAnnotation]: JSON.stringify(record) },
        };
      },
    },
    request,
  );
  const state = { environment: to, state: 'Progressing' } as const;
  return {
    output: recordedPromotionView(record, state, ref),
    objects: [binding],
  };
}

function promotionName(
  { component }: ComponentRef,
  what: { to: string; release: string; startedAt: string },
): string {
  const id = contentHash({ component, ...what }).slice(0, 8);
  return `${component.slice(0, 30)}-to-${what.to.slice(0, 20)}-${id}`;
}
