import { InputError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
  type PolicyGate,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  deploymentPipelineKind,
  edgesOf,
  promotionPolicyKind,
  type PromotionPolicy,
  type PromotionRule,
} from '@promenade/openchoreo-model';
import { findObject } from '../../adapter-base/writeObjects';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { fact, type ReleaseFact } from '../../views/releaseFacts';
import { applyObject } from './applyObject';
import { checkOrganization } from './checkReferences';

type Input = OperationInput<typeof verbs.applyPromotionPolicy>;
type RuleInput = Input['rules'][number];
type Gate = NonNullable<PromotionRule['qualityGates']>[number];

/** Creates a PromotionPolicy, or changes gates and approvals of its rules. An InputError when the pipeline has no such edge. */
export const applyPromotionPolicy = implementWrite(
  verbs.applyPromotionPolicy,
  write,
);

async function write(
  context: VerbContext,
  input: Input,
  request: VerbRequest,
  dryRun: boolean,
) {
  const { organization, name: policy } = input;
  await checkOrganization(context, organization, request.signal);
  await checkEdges(context, input, request.signal);
  const { object, changes } = await applyObject(
    context,
    {
      kind: promotionPolicyKind,
      input,
      specOf: before => specOf(input, before),
      describe,
    },
    request,
    dryRun,
  );
  return { output: { organization, policy, changes }, objects: [object] };
}

/** @throws InputError for a pipeline that does not exist, an edge that it does not have, and one that is given twice */
async function checkEdges(
  context: VerbContext,
  { organization, pipeline, rules }: Input,
  signal?: AbortSignal,
): Promise<void> {
  const key = { namespace: organization, name: pipeline };
  const found = await findObject(context, deploymentPipelineKind, key, signal);
  if (!found) {
    throw new InputError(
      `pipeline: there is no deployment pipeline ${pipeline} in ${organization}. Create it first, or name another one`,
    );
  }
  const edges = edgesOf(found);
  rules.forEach((rule, index) => {
    const { from, to } = rule;
    if (!edges.some(edge => isOnEdge(edge, rule))) {
      throw new InputError(
        `rules.${index}: pipeline ${pipeline} has no promotion from ${from} to ${to}. Add the path to the pipeline first`,
      );
    }
    if (rules.findIndex(other => isOnEdge(other, rule)) !== index) {
      throw new InputError(
        `rules.${index}: the promotion from ${from} to ${to} is given twice. Remove one of the rules`,
      );
    }
  });
}

/** The rules of now with those of an input. A rule that says nothing is left out. */
function specOf(
  { name, pipeline, rules }: Input,
  before: PromotionPolicy | undefined,
): Pick<PromotionPolicy['spec'], 'pipelineRef' | 'rules'> {
  const { pipelineRef, rules: old = [] } = before?.spec ?? {};
  if (pipelineRef !== undefined && pipelineRef !== pipeline) {
    throw new InputError(
      `name: the PromotionPolicy ${name} is for the pipeline ${pipelineRef}. Choose another name`,
    );
  }
  const kept = old.filter(rule => !rules.some(input => isOnEdge(input, rule)));
  const changed = rules.map((rule, index) =>
    ruleOf(
      rule,
      old.find(each => isOnEdge(each, rule)),
      `rules.${index}`,
    ),
  );
  return {
    pipelineRef: pipeline,
    rules: [...kept, ...changed.filter(hasSettings)],
  };
}

function ruleOf(
  { from, to, approvers, gates }: RuleInput,
  old: PromotionRule | undefined,
  field: string,
): PromotionRule {
  const { approvers: oldApprovers, qualityGates = [], ...rest } = old ?? {};
  const wanted = approvers ?? oldApprovers;
  const newGates = gates
    ? gates.map((gate, index) =>
        gateOf(
          gate,
          qualityGates.find(
            ({ name, type }) => name === gate.name && type === gate.type,
          ),
          `${field}.gates.${index}`,
        ),
      )
    : qualityGates;
  return {
    ...rest,
    from,
    to,
    ...(wanted && wanted.minApprovals > 0 && { approvers: wanted }),
    ...(newGates.length > 0 && { qualityGates: newGates }),
  };
}

/** A gate with the settings of an input, and those that only the gate of now has. */
function gateOf(input: PolicyGate, old: Gate | undefined, field: string): Gate {
  const { name, type } = input;
  if (['Webhook', 'Job', 'Metric'].includes(type) && !old) {
    throw new InputError(
      `${field}: a gate of type ${type} cannot be created here. Write ${name} and its settings into the PromotionPolicy, for example with apply-manifest`,
    );
  }
  const { webhook, job, metric } = old ?? {};
  return {
    ...input,
    ...(webhook && { webhook }),
    ...(job && { job }),
    ...(metric && { metric }),
  };
}

function isOnEdge(
  a: { from: string; to: string },
  b: { from: string; to: string },
): boolean {
  return a.from === b.from && a.to === b.to;
}

function hasSettings({ from: _from, to: _to, ...settings }: PromotionRule) {
  return Object.keys(settings).length > 0;
}

function describe({ spec }: PromotionPolicy): ReleaseFact[] {
  return spec.rules.flatMap(({ from, to, approvers, qualityGates = [] }) => {
    const edge = `from ${from} to ${to}`;
    return [
      ...(approvers
        ? [fact('policies', `approvals ${edge}`, approversText(approvers))]
        : []),
      ...qualityGates.map(gate =>
        fact('policies', `gate ${gate.name} ${edge}`, gateText(gate)),
      ),
    ];
  });
}

function approversText({
  minApprovals,
  users = [],
  groups = [],
  allowSelfApproval,
}: NonNullable<PromotionRule['approvers']>): string {
  const people = [...groups, ...users].join(', ') || 'everybody permitted';
  const self = allowSelfApproval ? ', also by the requester' : '';
  return `${minApprovals} of ${people}${self}`;
}

function gateText({
  type,
  phase = 'Checking',
  timeout,
  healthyFor,
  checklist,
}: Gate): string {
  return [
    type,
    phase,
    healthyFor && `for ${healthyFor}`,
    timeout && `within ${timeout}`,
    checklist?.join('; '),
  ]
    .filter(Boolean)
    .join(', ');
}
