export {
  cronJobSpecSchema,
  deploymentSpecSchema,
  serviceSpecSchema,
  type MergeKey,
  type MergeList,
  type MergeSchema,
} from './merge-schema';
export { strategicMerge } from './strategic-merge';
