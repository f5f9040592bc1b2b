import { joinedValueOf } from '@promenade/backstage-plugin-openchoreo-common';
import {
  resourceOwnerOf,
  type ComponentUnit,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { ClaimOutcome } from './ClaimOutcome';

/** A text that differs when the report of an outcome does. */
export function reportedOf(outcome: ClaimOutcome): string {
  const parts = [
    ...('entityRefs' in outcome ? outcome.entityRefs : []),
    ...('candidates' in outcome ? outcome.candidates.map(joinedValue) : []),
  ];
  const component = 'component' in outcome && joinedValue(outcome.component);
  const owner =
    outcome.state === 'joined' && resourceOwnerOf(outcome.component);
  return JSON.stringify([outcome.state, component, owner, ...parts]);
}

/** The value of `openchoreo.dev/joined` of an entity that has joined a component. */
export function joinedValue({
  organization,
  project,
  name,
}: ComponentUnit): string {
  return joinedValueOf({ organization, project, component: name });
}
