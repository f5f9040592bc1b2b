import {
  cronJobSpecSchema,
  deploymentSpecSchema,
  serviceSpecSchema,
  type MergeSchema,
} from './merge-schema';

const specSchemas: { readonly [apiVersionKind: string]: MergeSchema } = {
  'apps/v1 Deployment': deploymentSpecSchema,
  'apps/v1 StatefulSet': deploymentSpecSchema,
  'batch/v1 CronJob': cronJobSpecSchema,
  'batch/v1 Job': deploymentSpecSchema,
  'v1 Service': serviceSpecSchema,
};

/** What is known of the keyed lists of a kind's objects; custom resources have none that we know of. */
export function mergeSchemaOf(apiVersion: string, kind: string): MergeSchema {
  const spec = specSchemas[`${apiVersion} ${kind}`];
  return spec ? { members: { spec } } : {};
}
