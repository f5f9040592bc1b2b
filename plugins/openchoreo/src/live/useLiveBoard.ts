import {
  reads,
  type ComponentRef,
  type DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import { useLiveRead, type LiveRead } from './useLiveRead';

/** The board of a component, and its connection. */
export interface LiveBoard extends Omit<LiveRead<DeployBoard>, 'value'> {
  board?: DeployBoard;
}

/** The board of a component, kept current while the caller is mounted and the page is visible. */
export function useLiveBoard(ref: ComponentRef): LiveBoard {
  const { organization, project, component } = ref;
  const { value, ...live } = useLiveRead(reads.getDeployBoard, {
    organization,
    project,
    component,
  });
  return { ...live, board: value };
}
