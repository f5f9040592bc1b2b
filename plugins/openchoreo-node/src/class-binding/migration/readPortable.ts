import type { Portable } from '../../domain/PortableProject';
import type { ResourceObject } from '../../cache/ResourceReader';
import { annotationsOf, manifestOf } from './manifestOf';
import { lossesOf } from './migratedFields';

type Kind = Parameters<typeof manifestOf>[0];

/** An object of a kind whose fields are carried over, with what is lost of it. */
export function readPortable(kind: Kind, object: ResourceObject): Portable {
  const source = manifestOf(kind, object);
  return {
    ...readWhole(kind, object),
    losses: lossesOf(kind.kind, source.spec),
  };
}

/** An object that is not read further. */
export function readWhole(kind: Kind, object: ResourceObject): Portable {
  return {
    name: object.metadata.name,
    sources: [manifestOf(kind, object)],
    annotations: annotationsOf(object),
    losses: [],
  };
}
