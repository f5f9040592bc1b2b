export {
  cronJobSpecSchema,
  deploymentSpecSchema,
  serviceSpecSchema,
  type MergeKey,
  type MergeList,
  type MergeSchema,
} from './merge-schema';
export { mergeSchemaOf } from './merge-schema-of';
export { strategicMerge } from './strategic-merge';
