import { createHash } from 'node:crypto';
import {
  isObject,
  JsonObject,
  JsonValue,
  listAt,
  objectAt,
  stringAt,
} from '../schema/json';
import { KubeObject } from '../api/types';
import { nameOf, specOf, statusOf } from './cluster';
import { parseTime, formatTime } from '../api/time';

/** A step of a workflow: what it is called and which template it runs. */
export interface WorkflowStep {
  name: string;
  template: string;
}

/** What OpenChoreo's templates do, for workflows whose template is not known. */
export const defaultSteps: WorkflowStep[] = [
  { name: 'clone-step', template: 'clone-step' },
  { name: 'build-step', template: 'build-step' },
  { name: 'push-step', template: 'push-step' },
  { name: 'workload-create-step', template: 'workload-create-step' },
];

/** The steps of a template's entry point, in order; none where it has none. */
export function stepsOf(templateSpec: JsonObject): WorkflowStep[] {
  const templates = listAt(templateSpec, 'templates').filter(isObject);
  const entry = templates.find(
    template =>
      stringAt(template, 'name') === stringAt(templateSpec, 'entrypoint'),
  );
  if (!entry) return [];
  const dag = listAt(objectAt(entry, 'dag'), 'tasks');
  return [...listAt(entry, 'steps').flat(), ...dag].flatMap(step => {
    const template = stringAt(step, 'template');
    return template
      ? [{ name: stringAt(step, 'name') ?? template, template }]
      : [];
  });
}

/** What a step gives to those after it, by parameter name. */
export type Outputs = (template: string) => Record<string, string>;

/** How a workflow is to fail: at which step, and with which words. */
export interface WorkflowFailure {
  step: string;
  message: string;
}

/** What a workflow's status is to be, and when to look again. */
export interface NextWorkflowStatus {
  status: JsonObject;
  requeueAfter?: number;
}

/**
 * Where a workflow stands. Each step takes the same time, so that the state
 * follows from when the workflow was started.
 *
 * @param stepTime milliseconds for each step
 */
export function nextWorkflowStatus(
  workflow: KubeObject,
  steps: readonly WorkflowStep[],
  stepTime: number,
  failure: WorkflowFailure | undefined,
  outputs: Outputs,
  now: number,
): NextWorkflowStatus {
  const before = statusOf(workflow);
  if (isFinished(before)) return { status: before };
  const started = parseTime(before.startedAt) ?? now;
  const failingIndex = steps.findIndex(
    step => step.name === failure?.step || step.template === failure?.step,
  );
  const failsAt = failure ? Math.max(0, failingIndex) : -1;
  const reached = Math.floor((now - started) / stepTime);
  const isFailed = failsAt >= 0 && reached > failsAt;
  const isDone = !isFailed && reached >= steps.length;
  const count = isFailed ? failsAt + 1 : Math.min(reached + 1, steps.length);
  const phaseOf = (index: number) => {
    if (isFailed && index === failsAt) return 'Failed';
    return index < reached ? 'Succeeded' : 'Running';
  };
  const nodes: JsonObject = {};
  const children: string[] = [];
  steps.slice(0, count).forEach((step, index) => {
    const node = stepNode(workflow, step, {
      phase: phaseOf(index),
      started: started + index * stepTime,
      finished: started + (index + 1) * stepTime,
      message: failure?.message ?? '',
      outputs,
    });
    nodes[node.id] = node.value;
    children.push(node.id);
  });
  const phase = phaseOfRun(isDone, isFailed);
  const outcome: JsonObject = {
    phase,
    startedAt: formatTime(started),
    ...(phase !== 'Running' && { finishedAt: formatTime(now) }),
    ...(isFailed && { message: failure?.message ?? '' }),
  };
  nodes[nameOf(workflow)] = {
    id: nameOf(workflow),
    name: nameOf(workflow),
    displayName: nameOf(workflow),
    type: 'Steps',
    ...outcome,
    children,
  };
  const succeeded = Math.min(reached, isFailed ? failsAt : steps.length);
  return {
    status: {
      ...outcome,
      progress: `${succeeded}/${steps.length}`,
      conditions: [
        { type: 'PodRunning', status: phase === 'Running' ? 'True' : 'False' },
        ...(phase === 'Running' ? [] : [{ type: 'Completed', status: 'True' }]),
      ],
      nodes,
    },
    ...(phase === 'Running' && {
      requeueAfter: Math.max(1, started + (reached + 1) * stepTime - now),
    }),
  };
}

/** The value of an argument that a workflow was started with. */
export function argumentOf(workflow: KubeObject, name: string): string {
  const parameters = listAt(
    objectAt(specOf(workflow), 'arguments'),
    'parameters',
  );
  const found = parameters.find(item => stringAt(item, 'name') === name);
  return stringAt(found, 'value') ?? '';
}

function isFinished(status: JsonObject): boolean {
  return ['Succeeded', 'Failed', 'Error'].includes(
    stringAt(status, 'phase') ?? '',
  );
}

function phaseOfRun(isDone: boolean, isFailed: boolean): string {
  if (isFailed) return 'Failed';
  return isDone ? 'Succeeded' : 'Running';
}

function stepNode(
  workflow: KubeObject,
  step: WorkflowStep,
  facts: {
    phase: string;
    started: number;
    finished: number;
    message: string;
    outputs: Outputs;
  },
): { id: string; value: JsonValue } {
  const hash = createHash('sha256').update(step.name).digest().readUInt32BE(0);
  const id = `${nameOf(workflow)}-${hash}`;
  const isRunning = facts.phase === 'Running';
  const parameters =
    facts.phase === 'Succeeded'
      ? Object.entries(facts.outputs(step.template)).map(([name, value]) => ({
          name,
          value,
        }))
      : [];
  return {
    id,
    value: {
      id,
      name: `${nameOf(workflow)}.${step.name}`,
      displayName: step.name,
      type: 'Pod',
      templateName: step.template,
      phase: facts.phase,
      startedAt: formatTime(facts.started),
      ...(!isRunning && { finishedAt: formatTime(facts.finished) }),
      ...(facts.phase === 'Failed' && { message: facts.message }),
      ...(parameters.length > 0 && { outputs: { parameters } }),
    },
  };
}
