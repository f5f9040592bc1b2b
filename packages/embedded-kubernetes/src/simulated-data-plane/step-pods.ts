import { objectAt, stringAt, type JsonObject } from '../schema/json';
import type { KubeObject } from '../api/types';
import { kinds, nameOf, namespaceOf, specOf, type Cluster } from './cluster';
import {
  failingIndex,
  nodeIdOf,
  type WorkflowFailure,
  type WorkflowStep,
} from './next-workflow-status';
import { stringMap } from './pods';
import {
  behaviourAnnotations,
  controllerReference,
  nodeName,
  simulatedLabels,
} from './simulation-metadata';

const argo = 'workflows.argoproj.io';

/** A run of the steps of a workflow. */
interface StepRun {
  /** Status of the workflow. */
  status: JsonObject;
  steps: readonly WorkflowStep[];
  /** Milliseconds that a step takes. */
  stepTime: number;
  failure: WorkflowFailure | undefined;
}

/** Creates the pods of the steps that run, with the metadata that Argo Workflows gives them. Their logs are those of the steps. */
export function createStepPods(
  cluster: Cluster,
  workflow: KubeObject,
  { status, steps, stepTime, failure }: StepRun,
): void {
  const nodes = objectAt(status, 'nodes');
  const failsAt = failingIndex(steps, failure);
  steps.forEach((step, index) => {
    const id = nodeIdOf(workflow, step);
    const node = objectAt(nodes, id);
    if (stringAt(node, 'phase') !== 'Running') return;
    const name = podName(workflow, step);
    if (cluster.get(kinds.pod, namespaceOf(workflow), name)) return;
    const podMetadata = objectAt(specOf(workflow), 'podMetadata');
    cluster.create({
      ...kinds.pod,
      metadata: {
        name,
        namespace: workflow.metadata.namespace,
        labels: {
          ...stringMap(podMetadata, 'labels'),
          [`${argo}/workflow`]: nameOf(workflow),
          ...simulatedLabels,
        },
        annotations: {
          [`${argo}/node-id`]: id,
          [`${argo}/node-name`]: stringAt(node, 'name') ?? '',
          ...behaviourOf(stepTime, index === failsAt ? failure : undefined),
        },
        ownerReferences: [controllerReference(workflow)],
      },
      spec: {
        nodeName,
        restartPolicy: 'Never',
        containers: [
          { name: 'main', image: `simulated.openchoreo.dev/${step.template}` },
        ],
      },
    });
  });
}

/** As Argo Workflows names pods: workflow, template and the hash of the node. */
function podName(workflow: KubeObject, step: WorkflowStep): string {
  const hash = nodeIdOf(workflow, step).slice(nameOf(workflow).length + 1);
  return `${nameOf(workflow)}-${step.template}-${hash}`;
}

/** The pod runs as long as its step. An empty value overrides the annotation that the pod would inherit from the workflow. */
function behaviourOf(
  stepTime: number,
  failure: WorkflowFailure | undefined,
): Record<string, string> {
  const duration = String(stepTime / 1000);
  return {
    [behaviourAnnotations.delay]: '0',
    [behaviourAnnotations.duration]: duration,
    [behaviourAnnotations.fail]: failure ? 'Error' : '',
    [behaviourAnnotations.failAfter]: duration,
    [behaviourAnnotations.message]: failure?.message ?? '',
  };
}
