import { createHash } from 'node:crypto';
import { dump } from 'js-yaml';
import { JsonObject, objectAt, stringAt } from '../schema/json';
import { KubeObject } from '../api/types';
import { Cluster, kinds, nameOf, namespaceOf, specOf } from './cluster';
import { ReconcileContext, Controller, Result } from './controller';
import { behaviourAnnotations } from './simulation-metadata';
import { createStepPods } from './step-pods';
import {
  argumentOf,
  Outputs,
  stepsOf,
  defaultSteps,
  WorkflowFailure,
  nextWorkflowStatus,
  WorkflowStep,
} from './next-workflow-status';

/** The registry in image names, unless the workflow has an argument. It says that the image does not exist. */
const defaultRegistry = 'simulated.openchoreo.dev';

/** A build fails if the URL or the path of its source contains this text. */
const failMarker = 'simulated-fail';

/** Characters of a commit in outputs, as in the templates of OpenChoreo. */
const revisionLength = 8;

/** The port of the endpoint of a new Workload. */
const defaultPort = 8080;

/** Simulates Argo Workflows: runs the steps in order and sets the outputs of builds. */
export class WorkflowController implements Controller {
  readonly kind = kinds.workflow;

  reconcile(workflow: KubeObject, context: ReconcileContext): Result | void {
    const { cluster, settings } = context;
    const steps = findSteps(cluster, workflow);
    const stepTime = Math.max(1000, settings.readyDelay);
    const failure = failureOf(workflow);
    const { status, requeueAfter } = nextWorkflowStatus(
      workflow,
      steps,
      stepTime,
      failure,
      outputsOf(cluster, workflow),
      cluster.now(),
    );
    cluster.updateStatus(workflow, status);
    createStepPods(cluster, workflow, { status, steps, stepTime, failure });
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
  return steps.length > 0 ? steps : buildSteps(workflow);
}

/** The steps of a build, with those that sign and scan the image if arguments ask for them. */
function buildSteps(workflow: KubeObject): WorkflowStep[] {
  const attestation = ['sign', 'scan']
    .filter(name => argumentOf(workflow, `${name}-image`) === 'true')
    .map(name => ({ name: `${name}-step`, template: `${name}-step` }));
  return defaultSteps.flatMap(step =>
    step.template === 'push-step' ? [step, ...attestation] : [step],
  );
}

/** The simulated failure, from an annotation, an argument of the same name, or the marker in the source. */
function failureOf(workflow: KubeObject): WorkflowFailure | undefined {
  const setting = (key: string) =>
    workflow.metadata.annotations?.[key] ?? argumentOf(workflow, key);
  const isMarked = ['git-repo', 'app-path'].some(name =>
    argumentOf(workflow, name).includes(failMarker),
  );
  const step =
    setting(behaviourAnnotations.fail) || (isMarked ? 'build-step' : '');
  if (!step) return undefined;
  return {
    step,
    message:
      setting(behaviourAnnotations.message) || `simulated failure of ${step}`,
  };
}

function outputsOf(cluster: Cluster, workflow: KubeObject): Outputs {
  const revision = commitOf(workflow).slice(0, revisionLength);
  const registry = argumentOf(workflow, 'registry-prefix') || defaultRegistry;
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

/** The commit that is built. The head of a branch depends on the repository and the branch only: nobody commits. */
function commitOf(workflow: KubeObject): string {
  const commit = argumentOf(workflow, 'commit');
  if (commit) return commit;
  const repository = argumentOf(workflow, 'git-repo');
  const branch = argumentOf(workflow, 'branch') || 'main';
  return createHash('sha1').update(`${repository} ${branch}`).digest('hex');
}

/**
 * The Workload that a build creates. The repository is not read, so an existing Workload keeps its endpoints and a new one gets a
 * default endpoint.
 */
function workloadFor(
  cluster: Cluster,
  workflow: KubeObject,
  image: string,
): string {
  const organization = workflow.metadata.labels?.['organization-name'];
  const projectName = argumentOf(workflow, 'project-name');
  const componentName = argumentOf(workflow, 'component-name');
  const existing = cluster.list(kinds.workload, organization).find(workload => {
    const owner = objectAt(specOf(workload), 'owner');
    return (
      owner.projectName === projectName && owner.componentName === componentName
    );
  });
  const component = cluster
    .list(kinds.component, organization)
    .find(candidate => nameOf(candidate) === componentName);
  const endpoints = existing
    ? objectAt(specOf(existing), 'endpoints')
    : defaultEndpoints(componentName, component);
  return dump({
    ...kinds.workload,
    metadata: {
      name: existing ? nameOf(existing) : `${componentName}-workload`,
    },
    spec: {
      owner: { projectName, componentName },
      containers: { main: { image } },
      ...(Object.keys(endpoints).length > 0 && { endpoints }),
    },
  });
}

/** The endpoints of a component without a Workload: a scheduled task has none. */
function defaultEndpoints(
  name: string,
  component: KubeObject | undefined,
): JsonObject {
  const componentType = component && stringAt(specOf(component), 'type');
  if (componentType === 'ScheduledTask') return {};
  const type = componentType === 'WebApplication' ? 'HTTP' : 'REST';
  return { [name]: { type, port: defaultPort } };
}
