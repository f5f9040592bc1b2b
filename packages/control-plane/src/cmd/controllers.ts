import type { Clock } from '@promenade/kube-client';
import { kinds } from '@promenade/openchoreo-model';
import { apiController } from '../controllers/api/controller';
import { apiBindingController } from '../controllers/apibinding/controller';
import { BuildPlanes } from '../buildplane/build-planes';
import { BuildPlaneWorkflows, type Workflows } from '../buildplane/workflows';
import { bindingController } from '../controllers/binding/controller';
import { buildController } from '../controllers/build/controller';
import { buildHistoryController } from '../controllers/buildhistory/controller';
import { buildScheduleController } from '../controllers/buildschedule/controller';
import { buildPlaneController } from '../controllers/buildplane/controller';
import {
  createBuildPlaneProbe,
  type BuildPlaneProbe,
} from '../controllers/buildplane/probe';
import { type Cells, DataPlaneCells } from '../dataplane/cells/cells';
import { cellController } from '../controllers/project/cell-controller';
import { componentSourceController } from '../controllers/componentsource/controller';
import { componentController } from '../controllers/component/controller';
import { definitionControllers } from '../controllers/componenttype/controller';
import { bindingTypes, classTypes } from '../core/component-type/binding-types';
import { ControlPlaneContext } from '../runtime/context';
import { dataPlaneController } from '../controllers/dataplane/controller';
import { type Probe, createProbe } from '../controllers/dataplane/probe';
import {
  type EnforceMinTlsVersion,
  minTlsVersionEnforcer,
} from '../controllers/dataplane/min-tls-version';
import { DataPlanes } from '../dataplane/access/data-planes';
import { DataPlaneTaskJobs, type TaskJobs } from '../dataplane/tasks/task-jobs';
import { componentResourceController } from '../controllers/componentresource/controller';
import { deploymentController } from '../controllers/deployment/controller';
import { deploymentTrackController } from '../controllers/deploymenttrack/controller';
import { deploymentPipelineController } from '../controllers/pipeline/controller';
import { endpointController } from '../controllers/endpoint/controller';
import { environmentController } from '../controllers/environment/controller';
import { gitCommitRequestController } from '../controllers/gitcommitrequest/controller';
import type { GitCommitRequestDependencies } from '../controllers/gitcommitrequest/reconcile';
import { managedResourceController } from '../controllers/managedresource/controller';
import { organizationController } from '../controllers/organization/controller';
import {
  ClusterRoleBindings,
  type RoleBindings,
} from '../controllers/organization/role-bindings';
import { projectController } from '../controllers/project/controller';
import { PromotionDependencies } from '../controllers/promotion/reconcile';
import { classBindingPromotionControllers } from './promotion-controllers';
import { releasePreviewController } from '../controllers/releasepreview/controller';
import { taskRunController } from '../controllers/taskrun/controller';
import { validationControllers } from '../controllers/validation/controller';
import { ControllerDefinition } from '../runtime/controller-definition';

/** What the controllers depend on. Tests replace what talks to data planes. */
export interface ControllerDependencies {
  readonly clock: Clock;
  readonly promotions: Omit<PromotionDependencies, 'clock'>;
  readonly cells: Cells;
  readonly taskJobs: TaskJobs;
  readonly roleBindings: RoleBindings;
  readonly probe: Probe;
  readonly enforceMinTlsVersion: EnforceMinTlsVersion;
  readonly dataPlanes: Pick<DataPlanes, 'onDataPlaneChange' | 'close'>;
  readonly workflows: Workflows;
  readonly probeBuildPlane: BuildPlaneProbe;
  readonly buildPlanes: Pick<
    BuildPlanes,
    'onWorkflowChange' | 'onBuildPlaneChange' | 'close'
  >;
  readonly git: Omit<GitCommitRequestDependencies, 'clock'>;
}

/** Returns all controllers except that of Releases, which also watches data planes. */
export function controllerDefinitions({
  context: { clock, client },
  dataPlanes,
  buildPlanes,
  promotions,
  git,
}: {
  context: Pick<ControlPlaneContext, 'clock' | 'client'>;
  dataPlanes: DataPlanes;
  buildPlanes: BuildPlanes;
  promotions: ControllerDependencies['promotions'];
  git: ControllerDependencies['git'];
}): ControllerDefinition[] {
  return defineControllers({
    clock,
    promotions,
    cells: new DataPlaneCells(dataPlanes),
    taskJobs: new DataPlaneTaskJobs(dataPlanes),
    roleBindings: new ClusterRoleBindings(client),
    probe: createProbe(dataPlanes),
    enforceMinTlsVersion: minTlsVersionEnforcer(dataPlanes),
    dataPlanes,
    workflows: new BuildPlaneWorkflows(buildPlanes),
    probeBuildPlane: createBuildPlaneProbe(buildPlanes),
    buildPlanes,
    git,
  });
}

/** Returns the definitions of all controllers, with the given dependencies. */
export function defineControllers({
  clock,
  promotions,
  cells,
  taskJobs,
  roleBindings,
  probe,
  enforceMinTlsVersion,
  dataPlanes,
  workflows,
  probeBuildPlane,
  buildPlanes,
  git,
}: ControllerDependencies): ControllerDefinition[] {
  const controllers = [
    organizationController({ clock, roleBindings }),
    projectController({ clock, cells }),
    cellController(),
    environmentController({ clock, cells }),
    dataPlaneController({ clock, probe, enforceMinTlsVersion }, dataPlanes),
    buildPlaneController({ clock, probe: probeBuildPlane }, buildPlanes),
    buildController({ clock, workflows }, buildPlanes),
    buildHistoryController(),
    buildScheduleController({ clock }),
    deploymentPipelineController({ clock }),
    managedResourceController({ clock }),
    gitCommitRequestController({ clock, ...git }),
    componentController({ clock }),
    componentSourceController({ clock }),
    deploymentTrackController({ clock }),
    ...definitionControllers({ clock }),
    ...classTypes.map(type => componentResourceController(type, { clock })),
    ...bindingTypes.flatMap(type => [
      bindingController(type, { clock }),
      endpointController(type, { clock }),
      deploymentController(type, { clock }),
    ]),
    taskRunController({ clock, taskJobs }),
    apiController({ clock }),
    apiBindingController({ clock }),
    ...classBindingPromotionControllers({ clock, ...promotions }),
    releasePreviewController({ clock }),
  ];
  const reconciledKinds = new Set(controllers.map(({ kind }) => kind.kind));
  return [
    ...controllers,
    ...validationControllers(kinds, reconciledKinds, { clock }),
  ];
}
