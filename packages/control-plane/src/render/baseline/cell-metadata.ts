import {
  cellNamespace,
  dataPlaneLabels,
  labelValue,
  type Project,
} from '@promenade/openchoreo-model';

/** Metadata of an object that belongs to a cell, and to no component of it. */
export type CellMetadata = {
  readonly name: string;
  readonly namespace: string;
  readonly labels: { readonly [label: string]: string };
};

/** Returns the metadata of the objects of a cell: its policy, quota and limits. No binding has objects of this name. */
export function cellMetadata(
  { metadata: { namespace: organization = '', name } }: Project,
  environment: string,
): CellMetadata {
  return {
    name: 'cell',
    namespace: cellNamespace(organization, name, environment),
    labels: {
      [dataPlaneLabels.organizationName]: labelValue(organization),
      [dataPlaneLabels.projectName]: labelValue(name),
      [dataPlaneLabels.environmentName]: labelValue(environment),
    },
  };
}
