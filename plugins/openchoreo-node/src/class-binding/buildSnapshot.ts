import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import { buildKind } from '@promenade/openchoreo-model';
import type { ResourceReader } from '../cache/ResourceReader';
import type { BuildSnapshot } from '../domain/BuildSnapshot';

/** The states of a step of Argo Workflows in which a build stays. */
const currentStates: readonly string[] = ['Running', 'Failed', 'Error'];

/** The state of a Build. Undefined when the component has none of that name. */
export function buildSnapshot(
  reader: ResourceReader,
  { organization, project, component }: ComponentRef,
  name: string,
): BuildSnapshot | undefined {
  const build = reader.get(buildKind, { namespace: organization, name });
  const { owner } = build?.spec ?? {};
  if (
    !build ||
    owner?.projectName !== project ||
    owner?.componentName !== component
  ) {
    return undefined;
  }
  const {
    phase = 'Pending',
    conditions,
    steps,
    commit,
    imageStatus,
  } = build.status ?? {};
  return {
    name,
    phase,
    message: conditions?.find(({ type }) => type === 'Ready')?.message,
    step: steps?.findLast(({ state }) => currentStates.includes(state))?.name,
    commit,
    image: imageStatus?.image,
  };
}
