import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';

/**
 * A workload descriptor: the file `workload.yaml` beside the source code of a component, and the files that it names.
 *
 * @public
 */
export interface WorkloadDescriptor {
  /** Content of `workload.yaml`. */
  descriptor: string;
  /** The definitions of APIs, with paths relative to `workload.yaml`. */
  schemaFiles: { path: string; content: string }[];
}

/**
 * The inputs of create-component that a workload descriptor is written from. It has neither image nor variables nor exposure.
 *
 * @public
 */
export type DescribedComponent = Pick<
  OperationInput<typeof verbs.createComponent>,
  | 'name'
  | 'type'
  | 'endpoints'
  | 'port'
  | 'endpointName'
  | 'endpointType'
  | 'basePath'
  | 'exposure'
  | 'apiDefinition'
>;
