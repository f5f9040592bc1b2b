import type { OpenChoreoService } from '@promenade/backstage-plugin-openchoreo-node';
import type { Access } from '../http/Access';

/** What actions work with. */
export interface ActionServices {
  access: Access;
  openChoreo: OpenChoreoService;
}
