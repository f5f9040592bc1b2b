import { DataPlane } from '@promenade/openchoreo-model';

/** Which cells: those of an organization, in one of its projects, environments, or one cell. */
export interface CellSelector {
  organization: string;
  project?: string;
  environment?: string;
}

/** A cell that is still there after it was asked to go. */
export interface LeftCell {
  namespace: string;
  /** What keeps it, since when; undefined when nothing does. */
  heldBy?: string;
}

/** The cells on the data planes: the namespaces that Releases were applied to. */
export interface Cells {
  /**
   * Asks for the deletion of cells on a data plane.
   *
   * @returns those that are still there
   * @throws when the data plane cannot be reached
   */
  remove(dataPlane: DataPlane, selector: CellSelector): Promise<LeftCell[]>;
}
