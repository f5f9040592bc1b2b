import type {
  TemplateAction,
  TemplateExample,
} from '@backstage/plugin-scaffolder-node';
import {
  verbs,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { createVerbAction } from '../createVerbAction';
import type { ActionServices, VerbTemplateAction } from '../VerbAction';
import { examples as apiExamples } from './applyApi.examples';
import { examples as configurationExamples } from './applyConfiguration.examples';
import { examples as environmentExamples } from './applyEnvironment.examples';
import {
  applyExamples as manifestExamples,
  deleteExamples as manifestDeletionExamples,
} from './applyManifest.examples';
import { examples as pipelineExamples } from './applyPipeline.examples';
import { examples as promotionPolicyExamples } from './applyPromotionPolicy.examples';
import { examples as secretReferenceExamples } from './applySecretReference.examples';
import { examples as workloadExamples } from './applyWorkload.examples';
import { examples as buildExamples } from './buildComponent.examples';
import { examples as connectionExamples } from './connectComponent.examples';
import { examples as apiProxyExamples } from './createApiProxy.examples';
import { performAndWait, waitInputs } from './completion';
import { createComponentAction } from './createComponent';
import { examples as organizationExamples } from './createOrganization.examples';
import { createProjectAction } from './createProject';
import { examples as projectDeletionExamples } from './deleteProject.examples';
import { examples as deploymentExamples } from './deployComponent.examples';
import { describeWorkloadAction } from './describeWorkload';
import { completeFirstEnvironment } from './firstEnvironment';
import { promoteComponentAction } from './promoteComponent';
import { examples as promotionExamples } from './decidePromotion.examples';
import { publishRepositoryAction } from './publishRepository';
import { renderManifestsAction } from './renderManifests';
import { examples as restartExamples } from './restartComponent.examples';
import { examples as componentDeletionExamples } from './deleteComponent.examples';
import { examples as projectPromotionExamples } from './promoteProject.examples';
import { examples as previewExamples } from './previewRelease.examples';
import { examples as rollbackExamples } from './rollBackComponent.examples';
import { examples as taskRunExamples } from './runTask.examples';
import { setStateAction } from './setState';
import { examples as updateExamples } from './updateComponent.examples';
import { waitAction } from './wait';

/** The actions that do more than their verb. */
const specialActions: Readonly<
  Record<string, (services: ActionServices) => VerbTemplateAction>
> = {
  [verbs.createProject.name]: createProjectAction,
  [verbs.createComponent.name]: createComponentAction,
  [verbs.promoteComponent.name]: promoteComponentAction,
  [verbs.setState.name]: setStateAction,
};

/** Examples of the actions that do no more than their verb. */
const examplesOf: Readonly<Record<string, TemplateExample[]>> = {
  [verbs.approvePromotion.name]: promotionExamples.approve,
  [verbs.rejectPromotion.name]: promotionExamples.reject,
  [verbs.cancelPromotion.name]: promotionExamples.cancel,
  [verbs.rollBackComponent.name]: rollbackExamples,
  [verbs.previewRelease.name]: previewExamples,
  [verbs.promoteProject.name]: projectPromotionExamples,
  [verbs.deleteComponent.name]: componentDeletionExamples,
  [verbs.restartComponent.name]: restartExamples,
  [verbs.runTask.name]: taskRunExamples,
  [verbs.updateComponent.name]: updateExamples,
  [verbs.connectComponent.name]: connectionExamples,
  [verbs.applyApi.name]: apiExamples,
  [verbs.createApiProxy.name]: apiProxyExamples,
  [verbs.buildComponent.name]: buildExamples,
  [verbs.deployComponent.name]: deploymentExamples,
  [verbs.applyWorkload.name]: workloadExamples,
  [verbs.createOrganization.name]: organizationExamples,
  [verbs.applyEnvironment.name]: environmentExamples,
  [verbs.applyPipeline.name]: pipelineExamples,
  [verbs.applyPromotionPolicy.name]: promotionPolicyExamples,
  [verbs.applyConfiguration.name]: configurationExamples,
  [verbs.applySecretReference.name]: secretReferenceExamples,
  [verbs.deleteProject.name]: projectDeletionExamples,
  [verbs.applyManifest.name]: manifestExamples,
  [verbs.deleteManifest.name]: manifestDeletionExamples,
};

/** All actions: those of the verbs, and those for the steps around them. */
export function openChoreoActions(services: ActionServices): TemplateAction[] {
  const ofVerbs = verbActions(services);
  return [
    ...ofVerbs,
    waitAction(services),
    renderManifestsAction(services, ofVerbs),
    publishRepositoryAction(services),
    describeWorkloadAction(services),
  ];
}

/** The action of every verb that the platform has. */
export function verbActions(services: ActionServices): VerbTemplateAction[] {
  return services.openchoreo.verbDeclarations.map(verb => {
    const create = specialActions[verb.name] ?? plainAction(verb);
    return create(services);
  });
}

function plainAction(verb: VerbDeclaration) {
  return (services: ActionServices) =>
    createVerbAction(verb, services, {
      examples: examplesOf[verb.name],
      input: waitInputs(verb),
      output: verb.output,
      complete: completeFirstEnvironment(verb),
      planOutputs: ({ output }) => output,
      perform: step => performAndWait(verb, step),
    });
}
