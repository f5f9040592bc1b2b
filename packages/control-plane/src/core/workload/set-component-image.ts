import type { Workload } from '@promenade/openchoreo-model';

type Containers = NonNullable<Workload['spec']['containers']>;

/**
 * Sets the image of the container that runs a component: `main`, or the only one. Without containers, it is a new `main`.
 *
 * @returns undefined if there are several containers and none is `main`
 */
export function setComponentImage(
  containers: Containers | undefined,
  image: string,
): Containers | undefined {
  const names = Object.keys(containers ?? {});
  const name = names.length === 0 || names.includes('main') ? 'main' : names[0];
  return name !== 'main' && names.length > 1
    ? undefined
    : { ...containers, [name]: { ...containers?.[name], image } };
}

/** Returns why {@link setComponentImage} cannot set the image. */
export function unknownContainerMessage(workloadName: string): string {
  return `Workload "${workloadName}" has several containers and none is "main", so it is unknown which runs the image; name it main`;
}
