/**
 * The state of a build of a component.
 *
 * @public
 */
export interface BuildSnapshot {
  name: string;
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  /** Why it is in the phase. */
  message?: string;
  /** Name of the step that runs, or that has failed. */
  step?: string;
  commit?: string;
  /** Reference of the image that was built. */
  image?: string;
}
