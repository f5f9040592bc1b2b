import type { ComponentRef } from '@promenade/backstage-plugin-openchoreo-common';
import type { VerbContext } from '../../verbs/Verb';
import { bindingsOf } from '../bindings';

/** The fields of a change that an override of the environment may replace. */
interface OverridableChange {
  replicas?: number;
  schedule?: string;
  container?: string;
  environmentVariables?: readonly { key: string }[];
}

/** One sentence for each part of a change that has no effect, because the environment overrides it. */
export function overrideWarnings(
  cache: VerbContext['cache'],
  { environment, ...ref }: ComponentRef & { environment: string },
  change: OverridableChange,
): string[] {
  const overrides = bindingsOf(cache, ref).find(
    ({ binding }) => binding.spec.environment === environment,
  )?.binding.spec.envOverrides;
  if (!overrides) return [];
  const { container = 'main', environmentVariables = [] } = change;
  const variables = overrides.containers?.[container]?.env ?? [];
  const hidden = environmentVariables
    .map(({ key }) => key)
    .filter(key => variables.some(variable => variable.key === key));
  const isHidden = (field: 'replicas' | 'schedule') =>
    change[field] !== undefined &&
    overrides[field] !== undefined &&
    change[field] !== overrides[field];
  return [
    ...(isHidden('replicas')
      ? [
          `${environment} overrides the replicas by ${overrides.replicas}, which stays.`,
        ]
      : []),
    ...(isHidden('schedule')
      ? [
          `${environment} overrides the schedule by ${overrides.schedule}, which stays.`,
        ]
      : []),
    ...(hidden.length
      ? [`${environment} overrides ${hidden.join(', ')}, which stays.`]
      : []),
  ];
}
