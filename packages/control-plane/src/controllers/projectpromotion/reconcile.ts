import { Clock } from '@promenade/kube-client';
import {
  ProjectPromotion,
  Promotion,
  PromotedComponent,
  deliveryApiVersion,
  genName,
  getCondition,
  isFinishedProjectPromotion,
  isFinishedPromotion,
  nameLimits,
  parentLabels,
  projectPromotionKind,
  promotionKind,
} from '@promenade/openchoreo-model';
import { artifactIdentity } from '../../core/artifact/artifact';
import { ensureArtifact } from '../../core/artifact/ensure-artifact';
import { deployableContent } from '../../core/binding/binding';
import { findBinding } from '../../core/component-type/bindings';
import { waitingForProjectReason } from '../../core/pipeline/waiting-for-project';
import {
  SigningKeys,
  findSignedProjectRequester,
  signRequest,
} from '../../core/signing/signatures';
import { toTimestamp, withConditions } from '../../runtime/conditions';
import { isDeleting } from '../../runtime/finalizer';
import { Read } from '../../runtime/read';
import { Reconcile } from '../../runtime/reconcile';
import { NewObject, Write } from '../../runtime/write';
import { planComponents } from './plan';

type Status = NonNullable<ProjectPromotion['status']>;

/** What the reconciler of the promotions of projects depends on. */
export interface ProjectPromotionDependencies {
  clock: Clock;
  signingKeys: SigningKeys;
}

/** A component with its Promotion, which may not have been created yet. */
interface Part {
  component: PromotedComponent;
  promotion: Promotion | undefined;
}

/** What happens next: the new phase, and why. */
interface Step {
  phase: NonNullable<Status['phase']>;
  reason: string;
  message: string;
  fields?: Partial<Status>;
}

/**
 * Reconciles a ProjectPromotion. Each component has a Promotion of its own, with its gates and approvals. All of them wait until the
 * last one needs nothing any more; then they are rolled out, dependencies first. If one fails, all targets return to what they ran
 * before.
 */
export function projectPromotionReconciler({
  clock,
  signingKeys,
}: ProjectPromotionDependencies): Reconcile {
  return async (key, read, write) => {
    const project = read.get(projectPromotionKind, key);
    if (
      !project ||
      isDeleting(project) ||
      isFinishedProjectPromotion(project)
    ) {
      return;
    }
    const now = new Date(clock.now());
    const { phase, components = [] } = project.status ?? {};
    if (phase === undefined) {
      await report(project, begin(project, read), read, now, write);
      return;
    }
    if (phase === 'Checking') {
      const missing = components.filter(
        component => !findPart(project, component, read).promotion,
      );
      if (missing.length > 0) {
        await createPromotions(
          project,
          missing,
          { signingKeys, now },
          read,
          write,
        );
        return;
      }
    }
    const parts = components.map(each => findPart(project, each, read));
    const step =
      phase === 'RollingBack'
        ? await rollBack(project, parts, { signingKeys, now }, read, write)
        : advance(project, parts);
    await report(project, step, read, now, write);
  };
}

function findPart(
  { metadata: { namespace } }: ProjectPromotion,
  component: PromotedComponent,
  read: Read,
): Part {
  const name = component.promotion;
  return { component, promotion: read.get(promotionKind, { namespace, name }) };
}

/** The components are recorded before their Promotions are created. */
function begin(project: ProjectPromotion, read: Read): Step {
  const { from, to, projectName } = project.spec;
  const plan = planComponents(project, read);
  if ('problem' in plan) {
    return { phase: 'Failed', reason: 'InvalidRequest', message: plan.problem };
  }
  const { components } = plan;
  return components.length > 0
    ? {
        phase: 'Checking',
        reason: 'Checking',
        message: `Checking ${components.length} components.`,
        fields: { components, releasedLayers: 0 },
      }
    : {
        phase: 'Succeeded',
        reason: 'NothingToPromote',
        message: `${to} runs the same releases of project "${projectName}" as ${from}.`,
      };
}

async function createPromotions(
  project: ProjectPromotion,
  components: readonly PromotedComponent[],
  signing: { signingKeys: SigningKeys; now: Date },
  read: Read,
  write: Write,
): Promise<void> {
  const { metadata, spec } = project;
  const namespace = metadata.namespace ?? '';
  for (const component of components) {
    const owner = {
      projectName: spec.projectName,
      componentName: component.name,
    };
    const source = findBinding(read, namespace, owner, spec.from);
    const content =
      source && deployableContent(source.type.kindOfBinding, source.binding);
    if (content) {
      await ensureArtifact(namespace, owner, content, read, write);
    }
    await createSigned(
      project,
      {
        apiVersion: deliveryApiVersion,
        kind: 'Promotion',
        metadata: {
          name: component.promotion,
          namespace,
          labels: parentLabels(namespace, {
            project: owner.projectName,
            component: owner.componentName,
            environment: spec.to,
          }),
        },
        spec: {
          owner,
          from: spec.from,
          to: spec.to,
          projectPromotionRef: metadata.name,
          ...(content && {
            artifactRef: artifactIdentity(owner, content).name,
          }),
          ...(spec.reason && { reason: spec.reason }),
        },
      },
      signing,
      write,
    );
  }
}

/** Creates a Promotion in the name of the requester of the project's promotion: verified if that one is. */
async function createSigned(
  project: ProjectPromotion,
  promotion: NewObject<Promotion>,
  { signingKeys, now }: { signingKeys: SigningKeys; now: Date },
  write: Write,
): Promise<void> {
  const { requestSignature, requestedBy } = project.spec;
  const signer = requestSignature
    ? await findSignedProjectRequester(project, await signingKeys.read())
    : undefined;
  await write.createIfAbsent(promotionKind, {
    ...promotion,
    spec: {
      ...promotion.spec,
      requestedBy: signer ?? requestedBy,
      ...(signer && {
        requestSignature: await signRequest(
          promotion,
          signer,
          now,
          signingKeys,
        ),
      }),
    },
  });
}

/** While nothing has failed: releases one layer after the other. */
function advance({ status }: ProjectPromotion, parts: readonly Part[]): Step {
  const { phase = 'Checking', releasedLayers = 0 } = status ?? {};
  const failed = parts.find(
    ({ promotion }) =>
      !promotion ||
      (isFinishedPromotion(promotion) &&
        promotion.status?.phase !== 'Succeeded'),
  );
  if (failed) {
    const message = `${failed.component.name}: ${
      failed.promotion
        ? messageOf(failed.promotion)
        : 'the Promotion was deleted.'
    }`;
    return releasedLayers === 0
      ? { phase: 'Failed', reason: 'ComponentFailed', message }
      : { phase: 'RollingBack', reason: 'ComponentFailed', message };
  }
  const open = parts.filter(({ component, promotion }) =>
    releasedLayers === 0
      ? reasonOf(promotion) !== waitingForProjectReason
      : component.layer < releasedLayers &&
        promotion?.status?.phase !== 'Succeeded',
  );
  if (open.length > 0) {
    return {
      phase,
      reason: phase,
      message: `Waiting for ${open
        .map(({ component }) => component.name)
        .join(', ')}.`,
    };
  }
  const layers = Math.max(...parts.map(({ component }) => component.layer)) + 1;
  return releasedLayers < layers
    ? {
        phase: 'Progressing',
        reason: 'Progressing',
        message: `Rolling out ${parts
          .filter(({ component }) => component.layer === releasedLayers)
          .map(({ component }) => component.name)
          .join(', ')}.`,
        fields: { releasedLayers: releasedLayers + 1 },
      }
    : {
        phase: 'Succeeded',
        reason: 'PromotionSucceeded',
        message: `${parts.length} components were promoted.`,
      };
}

/** Those that run take themselves back; those that succeeded are rolled back by Promotions of their own. */
async function rollBack(
  project: ProjectPromotion,
  parts: readonly Part[],
  signing: { signingKeys: SigningKeys; now: Date },
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
  signing: { signingKeys: SigningKeys; now: Date },
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
  { metadata, spec }: Promotion,
  read: Read,
  write: Write,
): Promise<void> {
  const target = findBinding(
    read,
    metadata.namespace ?? '',
    spec.owner,
    spec.to,
  );
  if (target && target.binding.spec.artifactRef === spec.artifactRef) {
    const { type, binding } = target;
    await write.update(type.bindingKind, binding, {
      ...binding,
      spec: { ...binding.spec, releaseState: 'Undeploy' },
    });
  }
}

const completeOf = (promotion: Promotion | undefined) =>
  getCondition(promotion?.status?.conditions, 'Complete');

const reasonOf = (promotion: Promotion | undefined) =>
  completeOf(promotion)?.reason;

const messageOf = (promotion: Promotion) =>
  completeOf(promotion)?.message ?? promotion.status?.phase ?? '';

async function report(
  project: ProjectPromotion,
  { phase, reason, message, fields }: Step,
  read: Read,
  now: Date,
  write: Write,
): Promise<void> {
  const { status } = project;
  const components = fields?.components ?? status?.components;
  const next: Status = {
    ...withConditions(
      project,
      [
        {
          type: 'Complete',
          status: phase === 'Succeeded' ? 'True' : 'False',
          reason,
          message,
        },
      ],
      now,
    ),
    ...fields,
    phase,
    components: components?.map(component => ({
      ...component,
      phase: findPart(project, component, read).promotion?.status?.phase,
    })),
    startedAt: status?.startedAt ?? toTimestamp(now),
  };
  const isFinal = isFinishedProjectPromotion({ status: next });
  await write.updateStatus(projectPromotionKind, project, {
    ...next,
    ...(isFinal && { completedAt: toTimestamp(now) }),
  });
  if (phase !== status?.phase) {
    write.event(
      project,
      phase === 'Failed' || phase === 'RolledBack' ? 'Warning' : 'Normal',
      `ProjectPromotion${phase}`,
      message,
    );
  }
}
