import type {
  ComponentUnit,
  JoinReason,
} from '@promenade/backstage-plugin-openchoreo-node';

/** The decision on a claim. */
export type ClaimOutcome =
  /** The components have not been read yet. */
  | { state: 'undecided' }
  /** No component has the name. */
  | { state: 'unknown' }
  /** Several components have the name. */
  | { state: 'ambiguous'; candidates: readonly ComponentUnit[] }
  /** The component does not accept the claim. */
  | { state: 'unconfirmed'; component: ComponentUnit }
  /** The component accepts several claims for the same reason. */
  | {
      state: 'contested';
      component: ComponentUnit;
      entityRefs: readonly string[];
    }
  /** The entity has joined the component. */
  | { state: 'joined'; component: ComponentUnit; reason: JoinReason };
