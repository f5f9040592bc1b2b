import type {
  ComponentRef,
  DeploymentState,
  PromotionPhase,
  PromotionView,
} from '@promenade/backstage-plugin-openchoreo-common';
import { imageTag } from '@promenade/openchoreo-model';
import { indexValue } from '../cache/indexes';
import type { ResourceReader } from '../cache/ResourceReader';
import {
  noPromotions,
  type PromotionSource,
  type ReleaseDetails,
  type Revision,
} from '../domain/PromotionSource';
import { shortHash } from '../domain/shortHash';
import { bindingsOf } from './bindings';
import { componentReleaseKind, type ComponentRelease } from './componentKinds';
import type { ReleaseBinding } from './deploymentKinds';
import { deploymentSnapshot } from './deploymentSnapshot';
import { environmentsOf } from './environments';
import { recordedPromotion, type PromotionRecord } from './promotionRecord';
import { releaseContents } from './releaseContents';
import { findRelease, releaseIdentity } from './releases';

/**
 * The last promotion to each environment, as its binding records it, and the releases. OpenChoreo 1.x performs a promotion when the
 * binding is written, and keeps no history of them.
 */
export function promotionSource(reader: ResourceReader): PromotionSource {
  return {
    ...noPromotions,
    get(ref, name) {
      const found = findPromotion(reader, ref, name);
      return (
        found && {
          ...promotionView(
            found.record,
            stateOf(reader, ref, found.binding),
            ref,
          ),
          component: ref,
        }
      );
    },
    releases(ref, name) {
      const { record } = findPromotion(reader, ref, name) ?? {};
      return {
        before: releaseNamed(reader, ref, record?.replaces),
        after: releaseNamed(reader, ref, record?.release),
      };
    },
    revisions: (ref, environment, limit) =>
      revisionsOf(reader, ref, environment, limit),
  };
}

/** The binding of a component in an environment. */
export function bindingIn(
  reader: ResourceReader,
  ref: ComponentRef,
  environment: string,
): ReleaseBinding | undefined {
  return bindingsOf(reader, ref).find(
    ({ spec }) => spec.environment === environment,
  );
}

/** The deployment that a promotion changes. */
interface PromotionTarget {
  environment: string;
  state: DeploymentState;
  /** Why it is not ready. */
  message?: string;
}

/** The view of a promotion, which lasts until the state of the deployment is known. */
export function promotionView(
  {
    name,
    type,
    from,
    requestedBy,
    reason,
    startedAt,
    ...record
  }: PromotionRecord,
  { environment, state, message }: PromotionTarget,
  { component }: Pick<ComponentRef, 'component'>,
): PromotionView {
  const viewOf = (release: string) => {
    const { hash } = releaseIdentity(release, component);
    return { hash, short: shortHash(hash) };
  };
  return {
    name,
    type,
    from,
    to: environment,
    release: viewOf(record.release),
    artifact: record.release,
    replaces: record.replaces ? viewOf(record.replaces) : undefined,
    requestedBy,
    isRequesterVerified: false,
    reason,
    phase: phaseOf(state),
    message: state === 'NotDeployed' ? 'It was undeployed since' : message,
    steps: [],
    gates: [],
    approvals: [],
    transitions: [],
    startedAt,
  };
}

function phaseOf(state: DeploymentState): PromotionPhase {
  switch (state) {
    case 'Ready':
    case 'Suspended':
      return 'Succeeded';
    case 'Failed':
      return 'Failed';
    case 'NotDeployed':
      return 'Superseded';
    default:
      return 'Progressing';
  }
}

function findPromotion(
  reader: ResourceReader,
  ref: ComponentRef,
  name: string,
): { binding: ReleaseBinding; record: PromotionRecord } | undefined {
  for (const binding of bindingsOf(reader, ref)) {
    const record = recordedPromotion(binding);
    if (record?.name === name) return { binding, record };
  }
  return undefined;
}

function stateOf(
  reader: ResourceReader,
  { organization }: ComponentRef,
  binding: ReleaseBinding,
): PromotionTarget {
  const { environment } = binding.spec;
  const details = environmentsOf(reader, organization).get(environment);
  const { ready, status } = deploymentSnapshot(
    reader,
    binding,
    details,
    new Date(),
  );
  const problem =
    status.failure ?? (ready?.status === 'False' ? ready : undefined);
  return { environment, state: status.state, message: problem?.message };
}

/** A release of a component. Undefined when it is not kept any more. */
export function releaseNamed(
  reader: ResourceReader,
  ref: ComponentRef,
  name: string | undefined,
): ReleaseDetails | undefined {
  const found = findRelease(reader, ref, name);
  return found && releaseDetails(found);
}

function releaseDetails(release: ComponentRelease): ReleaseDetails {
  const { metadata, spec } = release;
  return {
    ...releaseIdentity(metadata.name, spec.owner.componentName),
    version: imageTag(spec.workload.container.image),
    contents: releaseContents(release),
  };
}

/** All releases of a component, the newest first. */
function revisionsOf(
  reader: ResourceReader,
  ref: ComponentRef,
  environment: string,
  limit: number,
): Revision[] {
  const { organization, project, component } = ref;
  const binding = bindingIn(reader, ref, environment);
  const current =
    binding?.spec.state === 'Active' ? binding.spec.releaseName : undefined;
  const promotion = binding && recordedPromotion(binding);
  const revisions: Revision[] = [];
  for (const release of reader.newestFirst(
    componentReleaseKind,
    'component',
    indexValue(organization, project, component),
  )) {
    if (revisions.length === limit) break;
    const { name } = release.metadata;
    const isCurrent = name === current;
    revisions.push({
      artifact: name,
      release: releaseDetails(release),
      isCurrent,
      ...(isCurrent && {
        since: promotion?.startedAt,
        by: promotion?.requestedBy,
        promotion: promotion?.name,
      }),
    });
  }
  return revisions;
}
