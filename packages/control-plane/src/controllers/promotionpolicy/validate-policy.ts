import {
  DeploymentPipeline,
  PromotionPolicy,
  PromotionRule,
  QualityGate,
  edgesOf,
} from '@promenade/openchoreo-model';
import { formatNames } from '../../runtime/conditions';
import { parseGoDuration } from '../../runtime/go-duration';
import { isJsonObject, jsonAt, jsonListAt } from '../../runtime/json';
import { validateFreezeWindows } from '../../core/promotion/freeze-windows';
import { refusedUrl } from '../../core/promotion/refused-url';
import { queryPlaceholders } from '../../core/promotion/query-placeholders';

type Edge = Pick<PromotionRule, 'from' | 'to'>;

/**
 * Returns what is wrong with a policy, as sentences that begin with the rule; empty if it is valid.
 *
 * @param pipeline - the pipeline of the policy, if it exists
 * @param others - the other policies of the pipeline
 */
export function validatePolicy(
  { spec }: PromotionPolicy,
  pipeline: Pick<DeploymentPipeline, 'metadata' | 'spec'> | undefined,
  others: readonly PromotionPolicy[],
  now: Date,
): string[] {
  const missing = pipeline
    ? []
    : [
        `DeploymentPipeline "${spec.pipelineRef}" not found; create it, or correct pipelineRef.`,
      ];
  return [
    ...missing,
    ...durationProblems({ retention: spec.retention }),
    ...spec.rules.flatMap(rule =>
      [
        ...(pipeline ? edgeProblems(rule, pipeline) : []),
        ...approverProblems(rule),
        ...gateProblems(rule, others),
        ...strategyProblems(rule),
        ...durationProblems({
          'automaticRollback.after': rule.automaticRollback?.after,
          'verification.window': rule.verification?.window,
          expireAfter: rule.expireAfter,
        }),
        ...validateFreezeWindows(rule.freezeWindows ?? [], now),
      ].map(problem => `Rule from ${rule.from} to ${rule.to}: ${problem}`),
    ),
  ];
}

/** Returns the other policies that have a rule for an edge of a policy, as sentences. Both apply. */
export function findSharedEdges(
  { spec }: PromotionPolicy,
  others: readonly PromotionPolicy[],
): string[] {
  return spec.rules.flatMap(({ from, to }) => {
    const names = others
      .filter(other => rulesOf(other, { from, to }).length > 0)
      .map(({ metadata }) => `"${metadata.name}"`)
      .sort();
    const noun = names.length === 1 ? 'Policy' : 'Policies';
    const verb = names.length === 1 ? 'has' : 'have';
    return names.length
      ? `${noun} ${formatNames(
          names,
        )} also ${verb} a rule from ${from} to ${to}: all apply, and the stricter counts.`
      : [];
  });
}

function rulesOf({ spec }: PromotionPolicy, edge: Edge): PromotionRule[] {
  return spec.rules.filter(
    ({ from, to }) => from === edge.from && to === edge.to,
  );
}

function edgeProblems(
  { from, to }: Edge,
  pipeline: Pick<DeploymentPipeline, 'metadata' | 'spec'>,
) {
  const edges = edgesOf(pipeline);
  if (edges.some(edge => edge.from === from && edge.to === to)) {
    return [];
  }
  const names = edges.map(edge => `${edge.from} → ${edge.to}`);
  return [
    `Pipeline "${pipeline.metadata.name}" has no such edge; it has ${
      names.length ? formatNames(names, 10) : 'none'
    }.`,
  ];
}

/** Text of an entity reference without its kind. */
const entityName =
  '[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*/[a-zA-Z0-9]+(?:[-_.][a-zA-Z0-9]+)*';

function approverProblems({ approvers }: PromotionRule): string[] {
  if (!approvers) {
    return [];
  }
  const { users = [], groups = [], minApprovals } = approvers;
  const invalid = (kind: 'user' | 'group', list: readonly string[]) =>
    list
      .filter(text => !new RegExp(`^${kind}:${entityName}$`, 'i').test(text))
      .map(
        text =>
          `approvers.${kind}s has "${text}", which is no entity reference of a ${kind}; write it as ${kind}:default/NAME.`,
      );
  const people = new Set(users.map(user => user.toLocaleLowerCase('en-US')));
  const isUnreachable =
    users.length > 0 && groups.length === 0 && minApprovals > people.size;
  return [
    ...invalid('user', users),
    ...invalid('group', groups),
    ...(isUnreachable
      ? [
          `minApprovals is ${minApprovals}, but only ${people.size} different ${
            people.size === 1 ? 'user' : 'users'
          } may approve; add users or groups, or lower it.`,
        ]
      : []),
  ];
}

function gateProblems(
  rule: PromotionRule,
  others: readonly PromotionPolicy[],
): string[] {
  const gates = rule.qualityGates ?? [];
  const names = gates.map(({ name }) => name);
  const isDirect = [
    rule,
    ...others.flatMap(other => rulesOf(other, rule)),
  ].every(({ strategy }) => (strategy?.type ?? 'Direct') === 'Direct');
  return [
    ...[...new Set(names)]
      .filter(name => names.indexOf(name) !== names.lastIndexOf(name))
      .map(name => `Several quality gates have the name "${name}".`),
    ...gates.flatMap(gate =>
      [
        ...durationProblems({
          timeout: gate.timeout,
          healthyFor: gate.healthyFor,
        }),
        ...(gate.phase === 'Progressing' && isDirect
          ? [
              'it is never evaluated, because phase Progressing needs the strategy Canary or BlueGreen.',
            ]
          : []),
        ...settingProblems(gate),
      ].map(problem => `Gate "${gate.name}": ${problem}`),
    ),
  ];
}

/** Problems of the settings of a gate. The CustomResourceDefinition ensures that there are settings. */
function settingProblems(gate: QualityGate): string[] {
  const { type, webhook, metric, checklist = [], job, timeout } = gate;
  const problems: string[] = [];
  if (timeout !== undefined && parseGoDuration(timeout) === 0) {
    problems.push('timeout must be more than zero.');
  }
  if (type === 'Manual' && checklist.length === 0) {
    problems.push('checklist has no items.');
  }
  if (type === 'Job') {
    const pod = jsonAt(job?.template, 'template', 'spec');
    if (!isJsonObject(pod) || jsonListAt(pod, 'containers').length === 0) {
      problems.push(
        'job.template has no containers in template.spec.containers.',
      );
    }
  }
  const url = { Webhook: webhook?.url, Metric: metric?.url };
  if (type === 'Webhook' || type === 'Metric') {
    const refused = refusedUrl(url[type] ?? '');
    if (refused !== undefined) problems.push(refused);
  }
  if (type === 'Metric' && metric) {
    const { min, max, query } = metric;
    if (min === undefined && max === undefined) {
      problems.push('metric needs min, max or both.');
    }
    if (min !== undefined && max !== undefined && min > max) {
      problems.push(`metric.min ${min} is more than metric.max ${max}.`);
    }
    const unknown = [...query.matchAll(/\{\{\s*(\w+)\s*\}\}/g)]
      .map(([, name]) => name)
      .filter(name => !queryPlaceholders.some(each => each === name));
    if (unknown.length) {
      problems.push(
        `metric.query has the unknown placeholder {{${
          unknown[0]
        }}}; there are ${queryPlaceholders.join(', ')}.`,
      );
    }
  }
  return problems;
}

function strategyProblems({ strategy }: PromotionRule): string[] {
  const steps = strategy?.steps ?? [];
  const isIncreasing = steps.every(
    ({ weight }, index) => index === 0 || weight > steps[index - 1].weight,
  );
  return [
    ...(strategy?.type === 'Canary' && !isIncreasing
      ? [
          `The weights of the steps must increase, but are ${steps
            .map(({ weight }) => weight)
            .join(', ')}.`,
        ]
      : []),
    ...steps.flatMap(({ pause }, index) =>
      durationProblems({ [`strategy.steps[${index}].pause`]: pause }),
    ),
  ];
}

/** Durations that match the schema, but that no clock can measure. */
function durationProblems(
  durations: Readonly<Record<string, string | undefined>>,
): string[] {
  return Object.entries(durations).flatMap(([field, text]) => {
    const seconds = text === undefined ? 0 : parseGoDuration(text);
    return seconds === undefined ||
      !Number.isSafeInteger(Math.ceil(seconds * 1000))
      ? [
          `${field} has an invalid duration "${text}"; write it as 48h or 1h30m.`,
        ]
      : [];
  });
}
