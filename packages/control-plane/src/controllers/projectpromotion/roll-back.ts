import {
  ProjectPromotion,
  Promotion,
  PromotedComponent,
  deliveryApiVersion,
  genName,
  getCondition,
  isFinishedPromotion,
  nameLimits,
  promotionKind,
} from '@promenade/openchoreo-model';
import { findBinding } from '../../core/component-type/bindings';
import { writeBinding } from '../../core/gitops/write-binding';
import { Read } from '../../runtime/read';
import { Write } from '../../runtime/write';
import { Signing, createSigned } from './create-promotions';
import { Part, Step, messageOf } from './step';

/** Those that run take themselves back; those that succeeded are rolled back by Promotions of their own. */
export async function rollBack(
  project: ProjectPromotion,
  parts: readonly Part[],
  signing: Signing,
  read: Read,
  write: Write,
): Promise<Step> {
  const cause = getCondition(project.status?.conditions, 'Complete');
  const waiting: string[] = [];
  const failed: string[] = [];
  const components: PromotedComponent[] = [];
  for (const { component, promotion } of parts) {
    let { rollBack: name } = component;
    if (promotion && !isFinishedPromotion(promotion)) {
      waiting.push(component.name);
    } else if (promotion?.status?.phase === 'Succeeded') {
      if (promotion.status.previousArtifactRef === undefined) {
        await undeploy(promotion, read, write);
      } else {
        name = genName(
          nameLimits.label,
          project.metadata.name,
          component.name,
          'roll-back',
        );
        const back = read.get(promotionKind, {
          namespace: project.metadata.namespace,
          name,
        });
        if (!back) {
          await createRollBack(project, promotion, name, signing, write);
        }
        if (!back || !isFinishedPromotion(back)) {
          waiting.push(component.name);
        } else if (back.status?.phase !== 'Succeeded') {
          failed.push(`${component.name}: ${messageOf(back)}`);
        }
      }
    }
    components.push({ ...component, ...(name && { rollBack: name }) });
  }
  const fields = { components };
  if (waiting.length > 0) {
    return {
      phase: 'RollingBack',
      reason: cause?.reason ?? 'ComponentFailed',
      message: cause?.message ?? '',
      fields,
    };
  }
  return failed.length > 0
    ? {
        phase: 'Failed',
        reason: 'RollBackFailed',
        message: `Not returned to its previous release: ${failed.join(' ')}`,
        fields,
      }
    : {
        phase: 'RolledBack',
        reason: 'RolledBack',
        message: `All components run what they ran before. ${
          cause?.message ?? ''
        }`,
        fields,
      };
}

async function createRollBack(
  project: ProjectPromotion,
  { metadata, spec, status }: Promotion,
  name: string,
  signing: Signing,
  write: Write,
): Promise<void> {
  await createSigned(
    project,
    {
      apiVersion: deliveryApiVersion,
      kind: 'Promotion',
      metadata: {
        name,
        namespace: metadata.namespace,
        labels: metadata.labels,
      },
      spec: {
        type: 'RollBack',
        owner: spec.owner,
        from: spec.to,
        to: spec.to,
        artifactRef: status?.previousArtifactRef,
        reason: `ProjectPromotion "${project.metadata.name}" failed.`,
      },
    },
    signing,
    write,
  );
}

/** Nothing ran before, unless somebody has deployed something else since. */
async function undeploy(
  promotion: Promotion,
  read: Read,
  write: Write,
): Promise<void> {
  const { metadata, spec } = promotion;
  const target = findBinding(
    read,
    metadata.namespace ?? '',
    spec.owner,
    spec.to,
  );
  if (target && target.binding.spec.artifactRef === spec.artifactRef) {
    const { type, binding } = target;
    await writeBinding(
      type,
      binding,
      { ...binding, spec: { ...binding.spec, releaseState: 'Undeploy' } },
      {
        requester: promotion,
        subject: `Undeploy ${spec.owner.componentName} from ${spec.to}`,
      },
      read,
      write,
    );
  }
}
