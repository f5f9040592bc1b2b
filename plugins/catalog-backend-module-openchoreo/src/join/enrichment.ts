import { createHash } from 'node:crypto';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_HAS_PART,
  RELATION_PART_OF,
  RELATION_PROVIDES_API,
  type Entity,
  type EntityLink,
} from '@backstage/catalog-model';
import {
  claimAnnotation,
  joinedAnnotation,
  joinedValueOf,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { ComponentUnit } from '@promenade/backstage-plugin-openchoreo-node';
import {
  translateComponent,
  type ComponentRefOf,
} from '../translate/component';
import type { TranslationDefaults } from '../translate/entityMeta';
import { passedAnnotations } from '../translate/passedAnnotations';

/** The annotation of a joined entity with the hash of what its component adds. */
export const joinedHashKey = 'openchoreo.dev/joined-hash';

/** A relation of a joined entity, in both directions. */
export interface JoinedRelation {
  type: string;
  reverseType: string;
  targetRef: string;
}

/** What a component adds to the entity that has joined it. It is stored as JSON. */
export interface Enrichment {
  /** Annotations of OpenChoreo. They replace those of the entity. */
  identity: Record<string, string>;
  /** Annotations that the entity gets where it has none of that name. */
  annotations: Record<string, string>;
  /** Links that the entity gets where it has none with that URL. */
  links: EntityLink[];
  relations: JoinedRelation[];
  /** The System of its project, unless the entity names a System. */
  system: string;
}

/**
 * What a component adds to the entity that has joined it: what its own entity would have.
 *
 * @param refOf - the refs of the components that it depends on
 */
export function enrichmentOf(
  unit: ComponentUnit,
  defaults: TranslationDefaults,
  refOf: ComponentRefOf,
): Enrichment {
  const [{ metadata, spec }] = translateComponent(unit, defaults, refOf);
  const { [ANNOTATION_LOCATION]: _, ...others } = metadata.annotations ?? {};
  const { [ANNOTATION_ORIGIN_LOCATION]: __, ...annotations } = others;
  const entries = Object.entries(annotations);
  const { organization, project, name: component } = unit;
  const relations = (
    refs: readonly string[] | undefined,
    type: string,
    reverseType: string,
  ): JoinedRelation[] =>
    (refs ?? []).map(targetRef => ({ type, reverseType, targetRef }));
  const enrichment: Enrichment = {
    identity: {
      ...Object.fromEntries(entries.filter(([key]) => isOpenChoreoKey(key))),
      [claimAnnotation]: 'accepted',
      [joinedAnnotation]: joinedValueOf({ organization, project, component }),
    },
    annotations: {
      ...Object.fromEntries(entries.filter(([key]) => !isOpenChoreoKey(key))),
      ...passedAnnotations(unit.annotations, defaults.annotationPrefixes),
    },
    links: metadata.links ?? [],
    relations: [
      ...relations(
        spec.providesApis,
        RELATION_PROVIDES_API,
        RELATION_API_PROVIDED_BY,
      ),
      ...relations(
        spec.consumesApis,
        RELATION_CONSUMES_API,
        RELATION_API_CONSUMED_BY,
      ),
      ...relations(spec.dependsOn, RELATION_DEPENDS_ON, RELATION_DEPENDENCY_OF),
    ],
    system: spec.system ?? '',
  };
  const hash = createHash('sha256')
    .update(JSON.stringify(enrichment))
    .digest('hex')
    .slice(0, 16);
  return {
    ...enrichment,
    identity: { ...enrichment.identity, [joinedHashKey]: hash },
  };
}

/** The entity with what its component adds. Other fields of the entity stay as they are. */
export function enrichEntity(
  entity: Entity,
  { identity, annotations, links }: Enrichment,
): Entity {
  const { metadata } = entity;
  const own = metadata.links ?? [];
  const urls = new Set(own.map(({ url }) => url));
  const added = links.filter(({ url }) => !urls.has(url));
  return {
    ...entity,
    metadata: {
      ...metadata,
      annotations: {
        ...annotations,
        // Permission policies trust these annotations of a joined entity, so that a file must not set them.
        ...withoutKeys(metadata.annotations, isOpenChoreoKey),
        ...identity,
      },
      ...(added.length && { links: [...own, ...added] }),
    },
  };
}

/** The relations of an entity with an enrichment. */
export function relationsOf(
  { spec }: Entity,
  { relations, system }: Enrichment,
): JoinedRelation[] {
  return spec?.system || !system
    ? relations
    : [
        ...relations,
        {
          type: RELATION_PART_OF,
          reverseType: RELATION_HAS_PART,
          targetRef: system,
        },
      ];
}

/** Annotations that only this module and the catalog set, by which entities are trusted. */
const trustedKeys = [
  joinedAnnotation,
  claimAnnotation,
  ANNOTATION_ORIGIN_LOCATION,
];

/**
 * The entity without annotations by which entities are trusted. The catalog ignores case when it filters by annotations, so that
 * other spellings are removed as well.
 */
export function withoutTrust(entity: Entity): Entity {
  const { metadata } = entity;
  const { annotations = {} } = metadata;
  const isForged = (key: string) =>
    key !== ANNOTATION_ORIGIN_LOCATION &&
    trustedKeys.includes(key.toLocaleLowerCase('en-US'));
  return Object.keys(annotations).some(isForged)
    ? {
        ...entity,
        metadata: {
          ...metadata,
          annotations: withoutKeys(annotations, isForged),
        },
      }
    : entity;
}

/** The entity with the annotation that its claim is not accepted. */
export function markRejected(entity: Entity): Entity {
  const { metadata } = entity;
  const annotations = {
    ...metadata.annotations,
    [claimAnnotation]: 'rejected',
  };
  return { ...entity, metadata: { ...metadata, annotations } };
}

function withoutKeys(
  annotations: Record<string, string> = {},
  isDropped: (key: string) => boolean,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).filter(([key]) => !isDropped(key)),
  );
}

function isOpenChoreoKey(key: string): boolean {
  const [prefix] = key.toLocaleLowerCase('en-US').split('/');
  return prefix === 'openchoreo.dev' || prefix.endsWith('.openchoreo.dev');
}
