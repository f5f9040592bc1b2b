import { createHash } from 'node:crypto';
import { dump } from 'js-yaml';
import { objectAt, stringAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { Cluster, kinds, nameOf, namespaceOf, specOf } from './cluster';
import { ReconcileContext, Controller, Result } from './controller';
import { behaviourAnnotations } from './simulation-metadata';
import {
  argumentOf,
  Outputs,
  stepsOf,
  defaultSteps,
  WorkflowFailure,
  nextWorkflowStatus,
  WorkflowStep,
} from './next-workflow-status';

/** The registry in image names. */
const registry = 'localhost:30003';

/** The port of the endpoint of a new Workload. */
const defaultPort = 8080;

/** Simulates Argo Workflows: runs the steps in order and sets the outputs of builds. */
export class WorkflowController implements Controller {
  readonly kind = kinds.workflow;

  reconcile(workflow: KubeObject, context: ReconcileContext): Result | void {
    const { cluster, settings } = context;
    const { status, requeueAfter } = nextWorkflowStatus(
      workflow,
      findSteps(cluster, workflow),
      Math.max(1000, settings.readyDelay),
      failureOf(workflow),
      outputsOf(cluster, workflow),
      cluster.now(),
    );
    cluster.updateStatus(workflow, status);
    return requeueAfter === undefined ? undefined : { requeueAfter };
  }
}

function findSteps(cluster: Cluster, workflow: KubeObject): WorkflowStep[] {
  const own = stepsOf(specOf(workflow));
  if (own.length > 0) return own;
  const reference = objectAt(specOf(workflow), 'workflowTemplateRef');
  const name = stringAt(reference, 'name') ?? '';
  const template =
    reference.clusterScope === true
      ? cluster.get(kinds.clusterWorkflowTemplate, '', name)
      : cluster.get(kinds.workflowTemplate, namespaceOf(workflow), name);
  const steps = template ? stepsOf(specOf(template)) : [];
  return steps.length > 0 ? steps : defaultSteps;
}

/** The simulated failure, from an annotation or an argument of the same name. */
function failureOf(workflow: KubeObject): WorkflowFailure | undefined {
  const setting = (key: string) =>
    workflow.metadata.annotations?.[key] ?? argumentOf(workflow, key);
  const step = setting(behaviourAnnotations.fail);
  if (!step) return undefined;
  return {
    step,
    message:
      setting(behaviourAnnotations.message) || `simulated failure of ${step}`,
  };
}

function outputsOf(cluster: Cluster, workflow: KubeObject): Outputs {
  const revision =
    argumentOf(workflow, 'commit').slice(0, 8) ||
    createHash('sha256')
      .update(workflow.metadata.uid ?? nameOf(workflow))
      .digest('hex')
      .slice(0, 8);
  const name = argumentOf(workflow, 'image-name') || 'image';
  const tag = argumentOf(workflow, 'image-tag') || 'default';
  const image = `${registry}/${name}:${tag}-${revision}`;
  return (template): Record<string, string> => {
    switch (template) {
      case 'clone-step':
        return { 'git-revision': revision };
      case 'push-step':
        return { image };
      case 'workload-create-step':
        return { 'workload-cr': workloadFor(cluster, workflow, image) };
      default:
        return {};
    }
  };
}

/**
 * The Workload that a build creates. The repository is not read, so an existing
 * Workload keeps its endpoints and a new one gets a default endpoint.
 */
function workloadFor(
  cluster: Cluster,
  workflow: KubeObject,
  image: string,
): string {
  const projectName = argumentOf(workflow, 'project-name');
  const componentName = argumentOf(workflow, 'component-name');
  const existing = cluster.list(kinds.workload).find(workload => {
    const owner = objectAt(specOf(workload), 'owner');
    return (
      owner.projectName === projectName && owner.componentName === componentName
    );
  });
  const endpoint = {
    [componentName]: { type: 'REST', port: defaultPort },
  };
  return dump({
    ...kinds.workload,
    metadata: {
      name: existing ? nameOf(existing) : `${componentName}-workload`,
    },
    spec: {
      owner: { projectName, componentName },
      containers: { main: { image } },
      ...(!existing && { endpoints: endpoint }),
    },
  });
}
