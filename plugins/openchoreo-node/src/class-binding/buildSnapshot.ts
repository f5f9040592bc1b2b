import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { buildKind, type Build } from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { BuildSnapshot } from '../domain/BuildSnapshot';

/** The states of a step of Argo Workflows in which a build stays. */
const currentStates: readonly string[] = ['Running', 'Failed', 'Error'];

/** Returns the state of a Build, or undefined when the component has no Build of that name. */
export function buildSnapshot(
  reader: ResourceReader,
  ref: ComponentRef,
  name: string,
): BuildSnapshot | undefined {
  const build = findBuild(reader, ref, name);
  return build && buildState(build);
}

/** A Build of a component. Undefined when the component has none of that name. */
export function findBuild(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
  name: string,
): Build | undefined {
  const build = reader.get(buildKind, { namespace: organization, name });
  const { owner } = build?.spec ?? {};
  return owner?.projectName === project && owner.componentName === component
    ? build
    : undefined;
}

/** The newest Build of a component. Undefined when it has none. */
export function latestBuild(
  reader: ResourceReader,
  component: string,
): BuildSnapshot | undefined {
  for (const build of reader.newestFirst(buildKind, 'component', component)) {
    return buildState(build);
  }
  return undefined;
}

/** The state of a Build. */
export function buildState({ metadata, status }: Build): BuildSnapshot {
  const {
    phase = 'Pending',
    conditions,
    steps,
    commit,
    imageStatus,
  } = status ?? {};
  return {
    name: metadata.name,
    phase,
    message: conditions?.find(({ type }) => type === 'Ready')?.message,
    step: steps?.findLast(({ state }) => currentStates.includes(state))?.name,
    commit,
    image: imageStatus?.image,
  };
}
