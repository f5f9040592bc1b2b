import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';

/**
 * The source code that a component is built from.
 *
 * @public
 */
export interface BuildSource {
  component: ComponentRef;
  repositoryUrl: string;
  /** The branch of its builds. */
  branch: string;
  /** Whether a push to a branch is to start a build. */
  isBuiltOnPush: boolean;
  /** The deployment tracks that follow a branch. */
  tracks: readonly { name: string; branch: string }[];
}
