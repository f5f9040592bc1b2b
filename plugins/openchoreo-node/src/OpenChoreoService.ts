import type { PromotionView } from '@promenade/backstage-plugin-openchoreo-common';
import type { Project } from '@promenade/openchoreo-model';
import type { ResourceCache } from './cache/ResourceCache';
import type { CommandOptions } from './commands/CommandContext';
import type { CreateComponentInput } from './commands/componentObjects';
import type { CreatedComponent } from './commands/createComponent';
import type { CreateProjectInput } from './commands/createProject';
import type { PromoteInput } from './commands/promote';
import type { SetStateInput } from './commands/setState';
import type { WaitOptions } from './commands/waitFor';
import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { StateVerdict } from './views/deploymentState';
import type { OpenChoreoViews } from './views/OpenChoreoViews';

/**
 * An OpenChoreo, for backend plugins: what is known of it, how people see it, and what can be done.
 *
 * @public
 */
export interface OpenChoreoService {
  /** The resources, kept true by a watch that all plugins of the process share. */
  readonly cache: ResourceCache;
  readonly views: OpenChoreoViews;
  readonly commands: OpenChoreoCommands;
}

/**
 * What can be done. Each command records who asked, checks what was seen, and throws the errors of `@backstage/errors`: what
 * failed, on what, and what to do.
 *
 * @public
 */
export interface OpenChoreoCommands {
  createProject(
    input: CreateProjectInput,
    options?: CommandOptions,
  ): Promise<Project>;
  /** Creates a component with its workload. Nothing is created unless all can be. */
  createComponent(
    input: CreateComponentInput,
    options?: CommandOptions,
  ): Promise<CreatedComponent>;
  /** Asks for a promotion; the control plane carries it out. */
  promote(
    input: PromoteInput,
    options?: CommandOptions,
  ): Promise<PromotionView>;
  /** Runs, suspends or removes a component in an environment. */
  setState(input: SetStateInput, options?: CommandOptions): Promise<void>;
  /** Waits until a component is ready in an environment. */
  waitForReady(
    component: ComponentRef,
    environment: string,
    options?: WaitOptions<StateVerdict>,
  ): Promise<StateVerdict>;
  /** Waits until a promotion has succeeded. */
  waitForPromotion(
    promotion: { organization: string; name: string },
    options?: WaitOptions<PromotionView | undefined>,
  ): Promise<PromotionView | undefined>;
}
