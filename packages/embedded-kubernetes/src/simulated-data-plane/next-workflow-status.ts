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

/** A step of a workflow. */
export interface WorkflowStep {
  name: string;
  template: string;
}

/** The steps of workflows whose template does not exist: those of the templates of OpenChoreo. */
export const defaultSteps: WorkflowStep[] = [
  { name: 'clone-step', template: 'clone-step' },
  { name: 'build-step', template: 'build-step' },
  { name: 'push-step', template: 'push-step' },
  { name: 'workload-create-step', template: 'workload-create-step' },
];

/** The message of a simulated workflow and of its steps. */
const simulatedMessage = 'Simulated: nothing runs';

/** The steps of the entry point of a template, in order. */
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

/** The output parameters of a template, by name. */
export type Outputs = (template: string) => Record<string, string>;

/** A simulated failure of a workflow. */
export interface WorkflowFailure {
  step: string;
  message: string;
}

/** The next status of a workflow. */
export interface NextWorkflowStatus {
  status: JsonObject;
  requeueAfter?: number;
}

/**
 * Computes the next status of a workflow from its start time: all steps take the
 * same time.
 *
 * @param stepTime the duration of a step, in milliseconds
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
  const failsAt = failingIndex(steps, failure);
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
    message: isFailed ? failure?.message ?? '' : simulatedMessage,
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

/** Returns the index of the step that fails, or -1 if none does. A failure that names no step fails the first one. */
export function failingIndex(
  steps: readonly WorkflowStep[],
  failure: WorkflowFailure | undefined,
): number {
  if (!failure) return -1;
  const named = steps.findIndex(
    ({ name, template }) => name === failure.step || template === failure.step,
  );
  return Math.max(0, named);
}

/** The id of the node of a step. */
export function nodeIdOf(workflow: KubeObject, step: WorkflowStep): string {
  const hash = createHash('sha256').update(step.name).digest().readUInt32BE(0);
  return `${nameOf(workflow)}-${hash}`;
}

/** The value of an argument of a workflow, or ''. */
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
  state: {
    phase: string;
    started: number;
    finished: number;
    message: string;
    outputs: Outputs;
  },
): { id: string; value: JsonValue } {
  const id = nodeIdOf(workflow, step);
  const isRunning = state.phase === 'Running';
  const parameters =
    state.phase === 'Succeeded'
      ? Object.entries(state.outputs(step.template)).map(([name, value]) => ({
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
      phase: state.phase,
      startedAt: formatTime(state.started),
      ...(!isRunning && { finishedAt: formatTime(state.finished) }),
      message: state.phase === 'Failed' ? state.message : simulatedMessage,
      ...(parameters.length > 0 && { outputs: { parameters } }),
    },
  };
}
