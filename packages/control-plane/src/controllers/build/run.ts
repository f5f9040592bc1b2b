import type { Build, BuildPlane } from '@promenade/openchoreo-model';
import type { Workflow, WorkflowNode } from '../../buildplane/workflow';
import { compareText } from '../../runtime/sort';

/** A step in the status of a Build. */
export type BuildStep = NonNullable<
  NonNullable<Build['status']>['steps']
>[number];

/** What a Workflow says about its build. */
export interface BuildRun {
  readonly result: 'Running' | 'Succeeded' | 'Failed';
  /** What runs, or why it failed. */
  readonly message: string;
  readonly steps: BuildStep[];
  /** Commit that is built, when it is known. */
  readonly commit?: string;
  /** Reference of the image. Present if the result is Succeeded. */
  readonly image?: string;
  /** Workload in YAML, from the descriptor in the repository. */
  readonly workload?: string;
}

/**
 * Step templates whose outputs the control plane reads. Except for the steps of attestation they are those of OpenChoreo v0.3.2: its
 * workflow templates have them.
 */
const stepTemplates = {
  clone: 'clone-step',
  push: 'push-step',
  createWorkload: 'workload-create-step',
  sign: 'sign-step',
  scan: 'scan-step',
} as const;

/** Reads a Workflow. A Workflow that succeeded without an image, or without a required attestation, has failed. */
export function readRun(
  workflow: Workflow,
  build: Build,
  buildPlane: BuildPlane,
): BuildRun {
  const nodes = listSteps(workflow);
  const run = {
    steps: nodes.map(node => toStep(node, workflow, buildPlane)),
    commit:
      build.spec.repository.revision.commit ||
      outputOf(nodes, stepTemplates.clone, 'git-revision'),
  };
  switch (workflow.status?.phase) {
    case 'Succeeded': {
      const image = outputOf(nodes, stepTemplates.push, 'image');
      const problem = image
        ? missingAttestation(nodes, buildPlane)
        : `The workflow has no output parameter "image" of ${stepTemplates.push}; correct the template "${build.spec.templateRef.name}"`;
      return problem
        ? { ...run, result: 'Failed', message: problem }
        : {
            ...run,
            result: 'Succeeded',
            message: `Built ${image}`,
            image,
            workload: outputOf(
              nodes,
              stepTemplates.createWorkload,
              'workload-cr',
            ),
          };
    }
    case 'Failed':
    case 'Error':
      return {
        ...run,
        result: 'Failed',
        message: failureMessage(nodes, workflow),
      };
    default:
      return { ...run, result: 'Running', message: progressMessage(nodes) };
  }
}

/** The nodes that run something, in the order of their start. Those that have not started come last. */
function listSteps({ status }: Workflow): WorkflowNode[] {
  const startOf = ({ startedAt }: WorkflowNode) =>
    startedAt ? Date.parse(startedAt) : Infinity;
  return Object.values(status?.nodes ?? {})
    .filter(({ type }) => type === 'Pod')
    .sort((a, b) =>
      startOf(a) === startOf(b)
        ? compareText(a.displayName, b.displayName)
        : startOf(a) - startOf(b),
    );
}

function toStep(
  node: WorkflowNode,
  { metadata }: Workflow,
  { spec }: BuildPlane,
): BuildStep {
  const { id, displayName, phase, startedAt, finishedAt, message } = node;
  const logURL =
    startedAt && spec.argoServerURL
      ? logUrl(spec.argoServerURL, metadata, id)
      : undefined;
  return {
    name: displayName,
    state: phase || 'Pending',
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    ...(message && { message }),
    ...(logURL && { logURL }),
  };
}

/** Returns the page of Argo Server that shows the log of a node. */
function logUrl(
  server: string,
  { namespace, name }: Workflow['metadata'],
  nodeId: string,
): string {
  const query = new URLSearchParams({
    tab: 'workflow',
    nodeId,
    sidePanel: `logs:${nodeId}:main`,
  });
  const base = server.replace(/\/+$/, '');
  return `${base}/workflows/${namespace}/${name}?${query}`;
}

/** Returns an output parameter of a step that succeeded. */
function outputOf(
  nodes: readonly WorkflowNode[],
  template: string,
  name: string,
): string | undefined {
  const value = findSucceeded(nodes, template)?.outputs?.parameters?.find(
    parameter => parameter.name === name,
  )?.value;
  return value === undefined ? undefined : String(value).trim() || undefined;
}

function findSucceeded(nodes: readonly WorkflowNode[], template: string) {
  return nodes.find(
    ({ templateName, phase }) =>
      templateName === template && phase === 'Succeeded',
  );
}

function missingAttestation(
  nodes: readonly WorkflowNode[],
  { metadata, spec }: BuildPlane,
): string | undefined {
  const required = [
    ...(spec.attestation?.sign ? [stepTemplates.sign] : []),
    ...(spec.attestation?.scan ? [stepTemplates.scan] : []),
  ];
  const missing = required.find(template => !findSucceeded(nodes, template));
  return (
    missing &&
    `BuildPlane "${metadata.name}" requires the step ${missing}, which the workflow does not have; use a template that has it`
  );
}

function failureMessage(
  nodes: readonly WorkflowNode[],
  { status }: Workflow,
): string {
  const failed = nodes.find(({ phase }) =>
    ['Failed', 'Error'].includes(phase ?? ''),
  );
  return failed
    ? `Step "${failed.displayName}" failed: ${failed.message || 'no message'}`
    : status?.message || 'The workflow failed without a message';
}

function progressMessage(nodes: readonly WorkflowNode[]): string {
  const current = nodes.find(({ phase }) =>
    ['Running', 'Pending'].includes(phase ?? ''),
  );
  if (!current)
    return `Waiting for the ${nodes.length ? 'next' : 'first'} step`;
  const { displayName, phase, message } = current;
  const cause = message ? `: ${message}` : '';
  return phase === 'Running'
    ? `Step "${displayName}" is running${cause}`
    : `Step "${displayName}" is pending${cause}`;
}
