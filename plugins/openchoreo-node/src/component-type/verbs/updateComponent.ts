import { InputError, NotFoundError } from '@backstage/errors';
import {
  verbs,
  type OperationInput,
  type PlanChange,
} from '@promenade/backstage-plugin-openchoreo-common';
import { mergePatch } from '@promenade/kube-client';
import {
  checkComponentType,
  checkReplicas,
} from '../../adapter-base/componentTypeParameters';
import { findComponent } from '../../adapter-base/findComponent';
import { checkIsFirst } from '../../adapter-base/firstEnvironment';
import {
  parameterSettings,
  settingTexts,
} from '../../adapter-base/settingTexts';
import { wantedFields } from '../../adapter-base/wantedFields';
import {
  findObject,
  patchObject,
  retryOnConflict,
} from '../../adapter-base/writeObjects';
import type { ResourceKind, ResourceObject } from '../../cache/ResourceReader';
import { commandAnnotations } from '../../domain/commandAnnotations';
import type { ReleaseContents } from '../../domain/ComponentSnapshot';
import {
  implementWrite,
  type VerbContext,
  type VerbRequest,
} from '../../verbs/Verb';
import { contentsChanges } from '../../views/promotionPlan';
import { describeOverrides, factChanges } from '../../views/releaseFacts';
import { componentKind, workloadKind } from '../componentKinds';
import { releaseBindingKind, type ReleaseBinding } from '../deploymentKinds';
import { pipelineOf } from '../pipelineOf';
import { bindingIn } from '../promotionSource';
import { environmentOverrides, workloadContents } from '../releaseContents';
import { autoDeployWarnings } from './autoDeployWarnings';
import { changedSpecs, type ComponentSpecs } from './changedSpecs';
import { findWorkload } from './findWorkload';
import { checkVariables } from './workloadFields';

type Input = OperationInput<typeof verbs.updateComponent>;

/** Whether the API server only validates. */
type WriteRequest = VerbRequest & { dryRun: boolean };

/**
 * Changes the Workload and the parameters of a component, of which OpenChoreo deploys a release to the first environment. Replicas, and
 * variables of another environment, are values of its ReleaseBinding. The API server validates all changes before the first is made.
 */
export const updateComponent = implementWrite(
  verbs.updateComponent,
  async (context, input, request, dryRun) => {
    const { set, removed, replicas, ...others } = wantedFields(input);
    checkSupported(input);
    const pipeline = pipelineOf(context.cache, input);
    if (Object.values(others).some(each => each !== undefined)) {
      checkIsFirst(pipeline, input.environment);
    }
    const isFirst = pipeline.pipeline?.environments[0] === input.environment;
    const hasValues =
      replicas !== undefined || (!isFirst && Boolean(set ?? removed));
    return retryOnConflict(async () => {
      const before = await readObjects(context, input, hasValues, request);
      const after = changedSpecs(specsOf(before), input, isFirst);
      await checkParameters(context, input, after.component, request);
      const write = (isOnlyValidated: boolean) =>
        writeAll(context, before, after, {
          ...request,
          dryRun: isOnlyValidated,
        });
      const validated = await write(true);
      const written = dryRun ? validated : await write(false);
      const unchanged = new Set<unknown>(Object.values(before));
      return {
        objects: Object.values(written).flatMap(object =>
          object && !unchanged.has(object) ? [object] : [],
        ),
        output: {
          changes: changesOf(specsOf(before), after),
          warnings: isFirst ? autoDeployWarnings(before.component) : [],
        },
      };
    });
  },
);

/** @throws InputError for what OpenChoreo 1.x has no equivalent of */
function checkSupported(input: Input): void {
  const { component, container = 'main' } = input;
  const field = (['schedule', 'timeZone'] as const).find(
    each => input[each] !== undefined,
  );
  if (field) {
    throw new InputError(
      `${field}: OpenChoreo 1.x has none. Omit it, and set a parameter if the component type has one for it`,
    );
  }
  if (container !== 'main') {
    throw new InputError(
      `container: ${component} has no container ${container}. Its containers: main`,
    );
  }
  checkVariables(input);
}

/** Reads the objects from the API. The binding only where values of the environment are to be changed. */
async function readObjects(
  context: VerbContext,
  input: Input,
  hasValues: boolean,
  { signal }: VerbRequest,
) {
  return {
    component: await findComponent(context, componentKind, input, signal),
    workload: await findWorkload(context, input, signal),
    binding: hasValues ? await findBinding(context, input, signal) : undefined,
  };
}

type FoundObjects = Awaited<ReturnType<typeof readObjects>>;

async function findBinding(
  context: VerbContext,
  input: Input,
  signal: AbortSignal | undefined,
): Promise<ReleaseBinding> {
  const { component, environment } = input;
  const cached = bindingIn(context.cache, input, environment);
  const found =
    cached &&
    (await findObject(context, releaseBindingKind, cached.metadata, signal));
  if (found) return found;
  throw new NotFoundError(
    `${component} is not deployed in ${environment}. Promote it there first`,
  );
}

function specsOf(objects: FoundObjects): ComponentSpecs {
  return {
    component: objects.component.spec,
    workload: objects.workload.spec,
    binding: objects.binding?.spec,
  };
}

async function checkParameters(
  context: VerbContext,
  { organization, replicas, parameters: changes }: Input,
  { componentType: type, parameters }: ComponentSpecs['component'],
  { signal }: VerbRequest,
): Promise<void> {
  const kind =
    type.kind === 'ClusterComponentType' ? type.kind : 'ComponentType';
  const input = { organization, componentType: { ...type, kind } } as const;
  if (changes)
    await checkComponentType(context, { ...input, parameters }, signal);
  if (replicas !== undefined) {
    await checkReplicas(context, { ...input, replicas }, signal);
  }
}

async function writeAll(
  context: VerbContext,
  { component, workload, binding }: FoundObjects,
  after: ComponentSpecs,
  request: WriteRequest,
) {
  return {
    component: await writeSpec(
      context,
      componentKind,
      component,
      after.component,
      request,
    ),
    workload: await writeSpec(
      context,
      workloadKind,
      workload,
      after.workload,
      request,
    ),
    binding:
      binding &&
      after.binding &&
      (await writeSpec(
        context,
        releaseBindingKind,
        binding,
        after.binding,
        request,
      )),
  };
}

/** @returns the same object when it has the spec already */
async function writeSpec<T extends ResourceObject & { spec: object }>(
  context: VerbContext,
  kind: ResourceKind<T>,
  before: T,
  wanted: T['spec'],
  { requestedBy, signal, dryRun }: WriteRequest,
): Promise<T> {
  const spec = mergePatch(before.spec, wanted);
  if (!spec) return before;
  const annotations = requestedBy && {
    [commandAnnotations.requestedBy]: requestedBy,
  };
  const patch = { metadata: { annotations }, spec };
  return patchObject(context, kind, before, patch, { signal, dryRun });
}

function changesOf(
  before: ComponentSpecs,
  after: ComponentSpecs,
): PlanChange[] {
  return [
    ...contentsChanges(contentsOf(before), contentsOf(after)),
    ...(before.binding && after.binding
      ? factChanges(overrideFacts(before.binding), overrideFacts(after.binding))
      : []),
  ];
}

function contentsOf({ component, workload }: ComponentSpecs): ReleaseContents {
  const contents = workloadContents(workload);
  const parameters = settingTexts(parameterSettings(component.parameters));
  return { ...contents, settings: { ...parameters, ...contents.settings } };
}

function overrideFacts(spec: ReleaseBinding['spec']) {
  return describeOverrides(environmentOverrides({ spec }));
}
