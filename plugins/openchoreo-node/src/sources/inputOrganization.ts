import type { VerbDeclaration } from '@promenade/backstage-plugin-openchoreo-common';
import { z } from 'zod';

const namesSchema = z.object({
  organization: z.string().optional(),
  name: z.string().optional(),
});

/** The field of the input of a verb that names its organization, and the name. That of an organization which is created is its name. */
export function inputOrganization(
  { creates }: Pick<VerbDeclaration, 'creates'>,
  input: object,
): { field: 'organization' | 'name'; organization: string | undefined } {
  // The verb reports a name that is no text.
  const { organization, name } = namesSchema.safeParse(input).data ?? {};
  return creates === 'organization'
    ? { field: 'name', organization: name }
    : { field: 'organization', organization };
}
