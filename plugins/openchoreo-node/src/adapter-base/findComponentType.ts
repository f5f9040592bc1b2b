import { InputError } from '@backstage/errors';
import type {
  OperationInput,
  verbs,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  clusterComponentTypeKind,
  componentTypeKind,
  type ClusterComponentType,
  type ComponentType,
} from '@promenade/openchoreo-model';
import type { VerbContext } from '../verbs/Verb';
import { findObject } from './writeObjects';

/** What names a component type. */
export type TypeReference = Pick<
  OperationInput<typeof verbs.createComponent>,
  'organization' | 'componentType'
>;

/** Reads a component type from the API. @throws InputError when it does not exist */
export async function findComponentType(
  context: VerbContext,
  { organization, componentType }: TypeReference,
  signal: AbortSignal | undefined,
): Promise<ComponentType | ClusterComponentType> {
  const { kind = 'ComponentType', name = '' } = componentType ?? {};
  const [workloadType, typeName] = name.split('/');
  const isShared = kind === 'ClusterComponentType';
  const type =
    typeName &&
    (isShared
      ? await findObject(
          context,
          clusterComponentTypeKind,
          { name: typeName },
          signal,
        )
      : await findObject(
          context,
          componentTypeKind,
          { namespace: organization, name: typeName },
          signal,
        ));
  if (type && type.spec.workloadType === workloadType) return type;
  const existing = isShared
    ? context.cache.list(clusterComponentTypeKind)
    : context.cache.byIndex(componentTypeKind, 'organization', organization);
  const names = existing
    .map(({ metadata, spec }) => `${spec.workloadType}/${metadata.name}`)
    .sort();
  throw new InputError(
    `componentType.name: the ${kind} ${name} does not exist${
      isShared ? '' : ` in ${organization}`
    }. ${
      names.length
        ? `Choose one of: ${names.join(', ')}`
        : 'Ask the platform team to create it'
    }`,
  );
}
