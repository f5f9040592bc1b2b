import type { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';
import type { Access } from '../http/Access';
import { registerGetDeployBoard } from './getDeployBoard';
import { registerPromoteComponent } from './promoteComponent';

/** What actions work with. */
export interface ActionServices {
  access: Access;
  openChoreo: OpenChoreoService;
}

/** Registers what agents can do: the same as people, through the same door. */
export function registerActions(
  registry: ActionsRegistryService,
  services: ActionServices,
): void {
  registerGetDeployBoard(registry, services);
  registerPromoteComponent(registry, services);
}
