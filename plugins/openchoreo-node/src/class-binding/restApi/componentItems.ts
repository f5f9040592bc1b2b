import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import {
  buildKind,
  displayedTypeOf,
  getCondition,
  scheduledTaskKind,
  serviceKind,
  webApplicationKind,
  workloadKind,
  type Build,
  type Component,
} from '@promenade/openchoreo-model';
import { indexValue } from '../../cache/indexes';
import type {
  ResourceKind,
  ResourceObject,
  ResourceReader,
} from '../../cache/ResourceReader';
import type {
  RestApiBinding,
  RestApiBuild,
  RestApiComponent,
  RestApiComponentSpecs,
} from '../../domain/RestApiSource';
import { hideLiterals } from '../../views/hideLiterals';
import { bindingsOf, type Binding, type FoundBinding } from '../bindings';
import { componentKind } from '../kinds';
import { byName } from './platformItems';
import { restApiItem } from './restApiItem';

export function listComponents(
  reader: ResourceReader,
  organization: string,
  orgName: string,
  project: string,
): RestApiComponent[] {
  const value = indexValue(organization, project);
  return [...reader.byIndex(componentKind, 'project', value)]
    .sort(byName)
    .map(component => componentItem(component, orgName));
}

function componentItem(
  component: Component,
  orgName: string,
): RestApiComponent {
  const { owner, build } = component.spec;
  return {
    ...restApiItem(component),
    orgName,
    projectName: owner.projectName,
    type: displayedTypeOf(component.spec),
    ...(build && {
      buildConfig: {
        repoUrl: build.repository.url,
        repoBranch: build.repository.revision.branch,
        componentPath: build.repository.appPath,
        buildTemplateRef: build.templateRef.name,
        buildTemplateParams: build.templateRef.parameters,
      },
    }),
  };
}

/** The resources that deploy a component. Where it has several of a kind, the first one by name. */
function resourcesOf(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
) {
  const value = indexValue(organization, project, component);
  const first = <T extends ResourceObject>(kind: ResourceKind<T>) =>
    [...reader.byIndex(kind, 'component', value)].sort(byName).at(0);
  return {
    service: first(serviceKind),
    webApplication: first(webApplicationKind),
    scheduledTask: first(scheduledTaskKind),
    workload: first(workloadKind),
  };
}

/** The specs of the resources of a component. Literal values of the configuration are hidden. */
export function specsOf(
  reader: ResourceReader,
  ref: ComponentRef,
): RestApiComponentSpecs {
  const { service, webApplication, scheduledTask, workload } = resourcesOf(
    reader,
    ref,
  );
  const shownSpec = (found: { spec: object } | undefined) =>
    found && hideLiterals(found.spec);
  return {
    service: shownSpec(service),
    webApplication: shownSpec(webApplication),
    scheduledTask: shownSpec(scheduledTask),
    workload: shownSpec(workload),
  };
}

export function namesOf(reader: ResourceReader, ref: ComponentRef) {
  const { workload, ...others } = resourcesOf(reader, ref);
  const deployedBy = Object.values(others).find(each => each !== undefined);
  return {
    workload: workload?.metadata.name,
    deployedBy: deployedBy?.metadata.name,
  };
}

export function listBindings(
  reader: ResourceReader,
  ref: ComponentRef,
  orgName: string,
): RestApiBinding[] {
  return bindingsOf(reader, ref).map(found => bindingItem(found, ref, orgName));
}

function bindingItem(
  { kind, binding }: FoundBinding,
  { project, component }: ComponentRef,
  orgName: string,
): RestApiBinding {
  const { metadata, spec, status } = binding;
  const containers = Object.values(spec.workloadSpec.containers ?? {});
  return {
    name: metadata.name,
    type: kind.kind.replace(/Binding$/, ''),
    componentName: component,
    projectName: project,
    orgName,
    environment: spec.environment,
    resourceVersion: metadata.resourceVersion ?? '',
    status: bindingStatus(binding),
    endpoints: status?.endpoints ?? [],
    image: containers.find(({ image }) => image)?.image ?? '',
    releaseState: spec.releaseState ?? 'Active',
  };
}

/** The words of OpenChoreo v0.3.2 for the reasons of a condition. All others are `NotYetDeployed`. */
const statusWords: Readonly<Record<string, string>> = {
  ResourcesSuspended: 'Suspended',
  ResourcesUndeployed: 'Suspended',
  ResourceHealthProgressing: 'InProgress',
  ResourceHealthDegraded: 'Failed',
  InvalidConfiguration: 'Failed',
};

const failureReason = /ClassNotFound$|^Release.*Failed$/;

function bindingStatus({ status }: Binding): RestApiBinding['status'] {
  const ready = getCondition(status?.conditions, 'Ready');
  const reason = ready?.reason ?? '';
  const word =
    statusWords[reason] ??
    (failureReason.test(reason) ? 'Failed' : 'NotYetDeployed');
  return {
    reason,
    message: ready?.message ?? '',
    status: ready?.status === 'True' ? 'Active' : word,
    lastTransitioned: ready?.lastTransitionTime ?? '',
  };
}

export function listBuilds(
  reader: ResourceReader,
  ref: ComponentRef,
  orgName: string,
): RestApiBuild[] {
  const { organization, project, component } = ref;
  const value = indexValue(organization, project, component);
  return [...reader.newestFirst(buildKind, 'component', value)].map(build =>
    buildItem(build, ref, orgName),
  );
}

/** The conditions of a Build in the order of its progress. */
const progress = [
  'WorkloadUpdated',
  'BuildCompleted',
  'BuildTriggered',
  'BuildInitiated',
];

function buildItem(
  { metadata, spec, status }: Build,
  { project, component }: ComponentRef,
  orgName: string,
): RestApiBuild {
  const newest = progress
    .map(type => getCondition(status?.conditions, type))
    .find(condition => condition !== undefined);
  const isComplete =
    newest?.type === 'WorkloadUpdated' && newest.status === 'True';
  return {
    name: metadata.name,
    uuid: metadata.uid ?? '',
    componentName: component,
    projectName: project,
    orgName,
    commit: status?.commit ?? spec.repository.revision.commit ?? 'latest',
    status: isComplete ? 'Completed' : newest?.reason ?? 'Unknown',
    createdAt: metadata.creationTimestamp ?? '',
    image: status?.imageStatus?.image,
  };
}
