import type { IsolationSnapshot } from './CellSnapshot';
import type { PipelineSnapshot, Problem } from './ComponentSnapshot';

/**
 * Which projects to list: all, those of an organization, or one.
 *
 * @public
 */
export interface ProjectScope {
  organization?: string;
  /** Needs an organization. */
  project?: string;
}

/**
 * A project at one moment, independent of the OpenChoreo generation.
 *
 * @public
 */
export interface ProjectSnapshot {
  organization: string;
  name: string;
  displayName?: string;
  description?: string;
  /** The owner that the project names, or else its organization. Not validated. */
  owner?: string;
  pipeline?: PipelineSnapshot;
  /** The environments of the pipeline that exist, in promotion order. */
  environments: readonly {
    name: string;
    displayName?: string;
    isProduction: boolean;
  }[];
  /** The names of its components, in no particular order. */
  components: readonly string[];
  /** Undefined where the generation has none. */
  isolation?: IsolationSnapshot;
  /** Why its components cannot be deployed. */
  problem?: Problem;
}
