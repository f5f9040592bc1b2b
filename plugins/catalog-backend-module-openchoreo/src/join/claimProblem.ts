import {
  entityRefAnnotation,
  openchoreoAnnotations,
} from '@promenade/backstage-plugin-openchoreo-common';
import {
  resourceOwnerOf,
  type CatalogUnitProblem,
  type CatalogUnitSource,
  type ComponentUnit,
  type EntityClaim,
} from '@promenade/backstage-plugin-openchoreo-node';
import type { ClaimOutcome } from './ClaimOutcome';

/**
 * The problem with a claim and its remedy, which is reported for the component that it names. Undefined if there is none.
 *
 * @param location - of an entity that the catalog rejects, because the component's own entity has its name
 */
export function claimProblem(
  claim: EntityClaim,
  outcome: ClaimOutcome,
  source: Pick<CatalogUnitSource, 'namespaceOf'>,
  location: string | undefined,
): CatalogUnitProblem | undefined {
  const message = messageOf(claim, outcome, ({ organization, name }) =>
    annotateCommand(source.namespaceOf(organization), name, claim.entityRef),
  );
  if (!message) return undefined;
  const isRejected = location !== undefined && outcome.state !== 'joined';
  return {
    path: `metadata.annotations["${entityRefAnnotation}"]`,
    message: isRejected
      ? `${message}. Until then the catalog rejects the entity of ${location}, because this resource has the same name`
      : message,
  };
}

function messageOf(
  claim: EntityClaim,
  outcome: ClaimOutcome,
  commandFor: (component: ComponentUnit) => string,
): string | undefined {
  const { entityRef, owner } = claim;
  const { component: name, organization } = openchoreoAnnotations;
  switch (outcome.state) {
    case 'unknown':
      return `The entity ${entityRef} names the component ${nameOf(
        claim,
      )}, which does not exist. Correct or remove the annotation ${name} of the entity, or create the component`;
    case 'ambiguous':
      return `The entity ${entityRef} names the component ${
        claim.component
      }, which several organizations have: ${outcome.candidates
        .map(unit => unit.organization)
        .sort()
        .join(', ')}. Add the annotation ${organization} to the entity`;
    case 'unconfirmed':
      return `The entity ${entityRef} names this component and is not joined with it, because ${reasonAgainst(
        claim,
        outcome.component,
      )}. If the entity is that of the component, run: ${commandFor(
        outcome.component,
      )}`;
    case 'contested':
      return `The entity ${entityRef} is not joined with this component, because other entities name the component too: ${outcome.entityRefs
        .filter(ref => ref !== entityRef)
        .join(', ')}. To choose one, run: ${commandFor(outcome.component)}`;
    case 'joined': {
      const resourceOwner = resourceOwnerOf(outcome.component);
      return resourceOwner && owner !== resourceOwner
        ? `The entity ${entityRef} has joined this component and has the owner ${
            owner ?? 'none'
          }, while the resources name ${resourceOwner}. Pages and permissions follow the entity. Change one of the two`
        : undefined;
    }
    default:
      return undefined;
  }
}

function nameOf({ organization, project, component }: EntityClaim): string {
  return [organization, project, component].filter(Boolean).join('/');
}

function reasonAgainst(
  { owner }: EntityClaim,
  component: ComponentUnit,
): string {
  if (component.annotations?.[entityRefAnnotation]) {
    return `its annotation ${entityRefAnnotation} names another one`;
  }
  const resourceOwner = resourceOwnerOf(component);
  return resourceOwner
    ? `the owner of the entity is ${
        owner ?? 'none'
      }, and that of the component is ${resourceOwner}`
    : 'no resource of the component names an owner or this entity';
}

/** The command that makes a component accept an entity. */
function annotateCommand(
  namespace: string,
  name: string,
  entityRef: string,
): string {
  return `kubectl annotate --overwrite components.openchoreo.dev ${name} --namespace ${namespace} ${entityRefAnnotation}=${entityRef}`;
}
