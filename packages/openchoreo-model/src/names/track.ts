/**
 * Name of the track of everything that names none. It needs no DeploymentTrack.
 *
 * @public
 */
export const defaultTrack = 'default';

/**
 * Returns the name of the track that an object belongs to.
 *
 * @public
 */
export function trackOf({
  spec,
}: {
  readonly spec: { readonly deploymentTrack?: string };
}): string {
  return spec.deploymentTrack ?? defaultTrack;
}

/**
 * Returns `spec.deploymentTrack` of an object of a track: absent for the default track, as in objects of OpenChoreo v0.3.2.
 *
 * @public
 */
export function trackField(track: string): { deploymentTrack?: string } {
  return track === defaultTrack ? {} : { deploymentTrack: track };
}
