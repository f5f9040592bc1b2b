import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  verbs,
  type ComponentRef,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  decisionClaims,
  isFinishedPromotion,
  promotionKind,
  signPromotion,
  verifyPromotion,
  type Promotion,
  type PromotionDecision,
} from '@promenade/openchoreo-model';
import {
  approvalObstacle,
  decisionObstacle,
  type Approver,
} from '../../authorization/approvers';
import { toBackstageError } from '../../verbs/toBackstageError';
import {
  implementWrite,
  type Verb,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import type { PromotionViewOf } from './promotionView';
import { readSigningKey } from './signing';
import { fieldManager, findObject, retryOnConflict } from '../writeObjects';

/** As in the schema of a Promotion. */
const maxDecisions = 100;

interface Input extends ComponentRef {
  name: string;
  artifact?: string;
  comment?: string;
  confirmed?: string[];
}

/** A kind of decision. */
interface DecisionRules {
  decision: PromotionDecision['decision'];
  /** Why the decision of a person does not count. */
  obstacle: typeof decisionObstacle;
  /** Whether it is about a promotion that awaits approval, and not about any that has not ended. */
  needsAwaitingApproval: boolean;
}

const approval: DecisionRules = {
  decision: 'Approved',
  obstacle: approvalObstacle,
  needsAwaitingApproval: true,
};

const rejection: DecisionRules = {
  decision: 'Rejected',
  obstacle: decisionObstacle,
  needsAwaitingApproval: true,
};

const cancellation: DecisionRules = {
  decision: 'Cancelled',
  obstacle: () => undefined,
  needsAwaitingApproval: false,
};

/**
 * The verbs that add a signed decision to a Promotion. A NotAllowedError for a caller who is not a user, or whose decision would not
 * count. A ConflictError with the phase when the promotion does not wait for the decision any more.
 */
export function implementDecisions(promotionView: PromotionViewOf): Verb[] {
  const write =
    (rules: DecisionRules) =>
    async (
      context: VerbContext,
      input: Input,
      request: VerbRequest,
      dryRun: boolean,
    ) => {
      const promotion = await decide(
        context,
        { ...rules, promotionView },
        input,
        request,
        dryRun,
      );
      return {
        output: promotionView(context.cache, promotion),
        objects: [promotion],
      };
    };
  return [
    implementWrite(verbs.approvePromotion, write(approval)),
    implementWrite(verbs.rejectPromotion, write(rejection)),
    implementWrite(verbs.cancelPromotion, write(cancellation)),
  ];
}

/** A kind of decision, and what people see of the promotion. */
interface Decider extends DecisionRules {
  promotionView: PromotionViewOf;
}

async function decide(
  context: VerbContext,
  rules: Decider,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
): Promise<Promotion> {
  const { person, signal } = request;
  if (!person) {
    throw new NotAllowedError(
      'Only a user can decide about a promotion. Sign in as a user: a service cannot be an approver',
    );
  }
  const { entityRef } = person;
  const approver = { entityRef, groups: await person.groups() };
  const key = await readSigningKey(context, signal);
  return retryOnConflict(async () => {
    const live = await findDecided(context, input, request);
    if (await hasDecided(live, rules, input, approver, key)) return live;
    checkDecision(context, live, rules, input, approver);
    const decision = await signedDecision(live, rules, input, approver, key);
    try {
      return await append(context, live, decision, { signal, dryRun });
    } catch (error) {
      throw toBackstageError(`decide about ${input.name}`, error);
    }
  });
}

/** The promotion as it is now, in the environment that the caller was authorized for. */
async function findDecided(
  context: VerbContext,
  { organization: namespace, project, component, name }: Input,
  { environment, signal }: VerbRequest,
): Promise<Promotion> {
  const key = { namespace, name };
  const live = await findObject(context, promotionKind, key, signal);
  const { projectName, componentName } = live?.spec.owner ?? {};
  if (!live || projectName !== project || componentName !== component) {
    throw new NotFoundError(`${component} has no promotion ${name}`);
  }
  if (live.spec.to !== environment) {
    throw new NotAllowedError(
      `You were not authorized for ${live.spec.to}, which the promotion ${name} leads to. Try again`,
    );
  }
  return live;
}

/** Whether the person has made the same decision. Only a signature tells who decided: anybody could have written the name. */
async function hasDecided(
  live: Promotion,
  { decision }: DecisionRules,
  { artifact, confirmed = [] }: Input,
  { entityRef }: Approver,
  key: Uint8Array,
): Promise<boolean> {
  if (artifact && live.spec.artifactRef !== artifact) return false;
  for (const given of live.spec.decisions ?? []) {
    if (given.decision !== decision || !given.signature) continue;
    const claims = await verifyPromotion(
      given.signature,
      { action: decision, about: decisionClaims(live, given) },
      [key],
    );
    const isComplete = confirmed.every(item => given.confirmed?.includes(item));
    if (claims?.by === entityRef && isComplete) return true;
  }
  return false;
}

/** @throws when the decision is not possible or would not count */
function checkDecision(
  { cache }: VerbContext,
  live: Promotion,
  { decision, obstacle, needsAwaitingApproval, promotionView }: Decider,
  { name, artifact, confirmed = [] }: Input,
  approver: Approver,
): void {
  const view = promotionView(cache, live);
  if (isFinishedPromotion(live)) {
    throw new ConflictError(`The promotion ${name} has ended: ${view.phase}`);
  }
  if (needsAwaitingApproval && view.phase !== 'AwaitingApproval') {
    throw new ConflictError(
      `The promotion ${name} does not await approval: it is ${view.phase}`,
    );
  }
  if (artifact && live.spec.artifactRef !== artifact) {
    throw new ConflictError(
      `The promotion ${name} is about ${live.spec.artifactRef} instead of ${artifact}. Review the plan again, then decide`,
    );
  }
  const reason = obstacle(view, approver);
  if (reason) {
    throw new NotAllowedError(
      `${
        decision === 'Approved' ? 'Your approval' : 'Your decision'
      } does not count: ${reason}`,
    );
  }
  const { checklist = [] } = view.requiredApproval ?? {};
  const unknown = confirmed.find(item => !checklist.includes(item));
  if (unknown !== undefined) {
    throw new InputError(
      `confirmed: "${unknown}" is not on the check list of the promotion`,
    );
  }
  if ((live.spec.decisions ?? []).length >= maxDecisions) {
    throw new ConflictError(
      `The promotion ${name} has ${maxDecisions} decisions, which is the limit. Request a new one`,
    );
  }
}

async function signedDecision(
  live: Promotion,
  { decision }: DecisionRules,
  { comment, confirmed }: Input,
  { entityRef: by, groups }: Approver,
  key: Uint8Array,
): Promise<PromotionDecision> {
  const at = new Date();
  const given = {
    ...(comment && { comment }),
    ...(confirmed?.length && { confirmed }),
  };
  const signature = await signPromotion(
    { action: decision, by, groups, at, about: decisionClaims(live, given) },
    key,
  );
  return { by, decision, at: at.toISOString(), ...given, signature };
}

async function append(
  { client }: VerbContext,
  { metadata, spec }: Promotion,
  decision: PromotionDecision,
  { signal, dryRun }: { signal?: AbortSignal; dryRun: boolean },
): Promise<Promotion> {
  const { resourceVersion } = metadata;
  const written = await client.patch(
    promotionKind,
    metadata,
    {
      metadata: { resourceVersion },
      spec: { decisions: [...(spec.decisions ?? []), decision] },
    },
    { signal, dryRun, type: 'merge', fieldManager },
  );
  return promotionKind.schema.parse(written);
}
