/**
 * The OpenChoreo resource model: every kind with its schema, type, CRD, names and labels.
 *
 * @packageDocumentation
 */
export * from './conditions';
export * from './content-hash';
export * from './hierarchy';
export * from './release-label';
export * from './registry';
export { defineKind } from './kind-definition';
export type {
  KindDefinition,
  OwnerPaths,
  PrinterColumn,
} from './kind-definition';
export * from './names/gen-name';
export * from './names/labels';
export * from './schemas/binding';
export * from './schemas/condition';
export * from './schemas/endpoint-status';
export * from './schemas/env-overrides';
export * from './schemas/env-var';
export * from './schemas/object-meta';
export * from './schemas/owner';
export * from './schemas/release-state';
export * from './schemas/rest-policy';
export * from './schemas/service-api';
export * from './schemas/workload-connection';
export * from './schemas/workload-endpoint';
export * from './schemas/workload-template';
export * from './states/deployment-state';
export * from './states/observed-object';
export * from './states/trouble';
export { deliveryApiVersion, openChoreoApiVersion } from './schemas/resource';
export type { ModelApiVersion } from './schemas/resource';
export * from './kinds/api';
export * from './kinds/api-binding';
export * from './kinds/api-class';
export * from './kinds/build';
export * from './kinds/build-plane';
export * from './kinds/component';
export * from './kinds/configuration-group';
export * from './kinds/data-plane';
export * from './kinds/deployable-artifact';
export * from './kinds/deployment';
export * from './kinds/deployment-pipeline';
export * from './kinds/deployment-track';
export * from './kinds/endpoint';
export * from './kinds/environment';
export * from './kinds/git-commit-request';
export * from './kinds/managed-resource';
export * from './kinds/organization';
export * from './kinds/project';
export * from './kinds/promotion';
export * from './kinds/promotion-policy';
export * from './kinds/release';
export * from './kinds/scheduled-task';
export * from './kinds/scheduled-task-binding';
export * from './kinds/scheduled-task-class';
export * from './kinds/service';
export * from './kinds/service-binding';
export * from './kinds/service-class';
export * from './kinds/web-application';
export * from './kinds/web-application-binding';
export * from './kinds/web-application-class';
export * from './kinds/workload';
export { crdOf } from './crd/crd-of';
export type { CustomResourceDefinition } from './crd/crd-of';
export { jsonSchemaOf } from './crd/json-schema-of';
export type { StructuralSchema } from './crd/structural-schema';
