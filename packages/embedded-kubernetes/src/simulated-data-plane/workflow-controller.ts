import { createHash } from 'node:crypto';
import { stringify } from 'yaml';
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

/** Where a cluster's nodes would pull what was pushed. */
const registry = 'localhost:30003';

/** The port that an application is supposed to listen on when nothing is known of it. */
const defaultPort = 8080;

/** Plays Argo Workflows: steps go by, and give the outputs that builds need. */
export class WorkflowController implements Controller {
  readonly kind = kinds.workflow;

  reconcile(workflow: KubeObject, context: ReconcileContext): Result | void {
    const { cluster, settings } = context;
    const { status, requeueAfter: again } = nextWorkflowStatus(
      workflow,
      findSteps(cluster, workflow),
      Math.max(1000, settings.readyDelay),
      failureOf(workflow),
      outputsOf(cluster, workflow),
      cluster.now(),
    );
    cluster.updateStatus(workflow, status);
    return again === undefined ? undefined : { requeueAfter: again };
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

/** A workflow fails as an annotation says, or an argument of the same name. */
function failureOf(workflow: KubeObject): WorkflowFailure | undefined {
  const told = (key: string) =>
    workflow.metadata.annotations?.[key] ?? argumentOf(workflow, key);
  const step = told(behaviourAnnotations.fail);
  if (!step) return undefined;
  return {
    step,
    message:
      told(behaviourAnnotations.message) || `simulated failure of ${step}`,
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
 * The Workload that a build ends with. The repository is not read, so that the
 * Workload there is keeps its endpoints, and a new one gets one to be seen by.
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
  return stringify({
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
