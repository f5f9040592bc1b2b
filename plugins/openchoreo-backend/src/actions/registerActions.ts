import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { ActionServices } from './ActionServices';
import { registerGetDeployBoard } from './getDeployBoard';
import { registerPromoteComponent } from './promoteComponent';

/** Registers what agents can do: the same as people, through the same door. */
export function registerActions(
  registry: ActionsRegistryService,
  services: ActionServices,
): void {
  registerGetDeployBoard(registry, services);
  registerPromoteComponent(registry, services);
}
