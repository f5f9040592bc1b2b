import type { Entity } from '@backstage/catalog-model';
import type { ResourceReader } from '@promenade/backstage-plugin-openchoreo-node';
import type { KubernetesObject } from '@promenade/openchoreo-model';

/** What translators look at: the resources as they are known now. No call leaves the process. */
export type Resources = Pick<ResourceReader, 'get' | 'list' | 'byIndex'>;

/** What translation needs beside the resources themselves. */
export interface TranslationContext {
  resources: Resources;
  /** Entity ref of the owner of what names none. */
  defaultOwner: string;
  /** Lifecycle of the components that name none. */
  defaultLifecycle: string;
}

/** Turns a resource into the entities that stand for it. Pure: the same resources give the same entities. */
export type Translator<T extends KubernetesObject> = (
  resource: T,
  context: TranslationContext,
) => Entity[];

/** The organization of a namespaced resource: its namespace. */
export const organizationOf = (resource: KubernetesObject): string =>
  resource.metadata.namespace ?? 'default';
