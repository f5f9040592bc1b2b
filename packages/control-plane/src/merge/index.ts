export {
  cronJobSpecSchema,
  deploymentSpecSchema,
  serviceSpecSchema,
  type MergeKey,
  type MergeList,
  type MergeSchema,
} from './MergeSchema';
export { strategicMerge } from './strategicMerge';
