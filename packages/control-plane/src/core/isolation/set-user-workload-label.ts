import { dataPlaneLabels } from '@promenade/openchoreo-model';
import { changePodMetadata } from '../pod-template';

/** Value of the label by which the data plane of OpenChoreo selects pods. */
const userWorkloads = 'user-workloads';

/**
 * Sets or removes the user workload label of the pods of an object. The selector is immutable and never changes. Objects without
 * pods are returned unchanged.
 */
export function setUserWorkloadLabel<
  T extends { readonly [member: string]: unknown },
>(object: T, isMarked: boolean): T {
  return changePodMetadata(object, 'labels', labels => ({
    ...labels,
    [dataPlaneLabels.belongTo]: isMarked ? userWorkloads : undefined,
  }));
}
