import { createHash } from 'node:crypto';
import {
  entityRefOf,
  resourceNames,
  type PlatformObject,
  type VerbDeclaration,
} from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';
import { catalogUrl } from '../catalogUrl';
import type { ActionServices } from '../VerbAction';

const namesSchema = z.object({
  organization: z.string().optional(),
  project: z.string().optional(),
  component: z.string().optional(),
});

/** The names of organization, project and component that a step is about. */
export type SubjectNames = z.output<typeof namesSchema>;

/** Names of the object that a verb creates, or else of the resource that it is about. */
export function subjectNames(
  verb: VerbDeclaration,
  input: object,
): SubjectNames {
  const name = createdName(verb, input);
  return namesSchema.parse({
    ...resourceNames(verb, input),
    ...(verb.creates && name && { [verb.creates]: name }),
  });
}

/** The object of the catalog that a step is about. Undefined for a verb of the whole platform. */
export function subjectOf(
  verb: VerbDeclaration,
  input: object,
): PlatformObject | undefined {
  const { organization, project, component } = subjectNames(verb, input);
  const name = createdName(verb, input);
  if (!organization) return undefined;
  if (verb.creates && verb.creates !== 'organization' && name) {
    return { type: verb.creates, organization, name };
  }
  if (component) return { type: 'component', organization, name: component };
  if (project) return { type: 'project', organization, name: project };
  return { type: 'organization', name: organization };
}

function createdName(
  { creates }: VerbDeclaration,
  input: object,
): string | undefined {
  if (!creates) return undefined;
  return z.object({ name: z.string().optional() }).parse(input).name;
}

/** The outputs that name what a step is about. */
export async function subjectOutputs(
  verb: VerbDeclaration,
  input: object,
  services: ActionServices,
): Promise<object> {
  const subject = subjectOf(verb, input);
  const entityRef = subject && (await subjectRef(subject, services));
  return {
    ...subjectNames(verb, input),
    entityRef,
    deployUrl:
      entityRef && subject?.type === 'component'
        ? catalogUrl(services.config, entityRef, 'deploy')
        : undefined,
  };
}

/** The ref of the entity that stands for the object that a step is about. */
export async function subjectRef(
  subject: PlatformObject,
  { authorization }: Pick<ActionServices, 'authorization'>,
): Promise<string> {
  return (await authorization.componentRefs()).resolve(entityRefOf(subject));
}

/** The checkpoint of an execution. A step with `each` has one for every input. */
export function checkpointKey(verb: VerbDeclaration, input: object): string {
  return [verb.name, ...Object.values(subjectNames(verb, input)), hashOf(input)]
    .filter(value => value !== undefined)
    .join('/');
}

/** A short hash of an input, for the key of a checkpoint. */
export function hashOf(input: object): string {
  return createHash('sha256')
    .update(JSON.stringify(input))
    .digest('hex')
    .slice(0, 16);
}
