import { annotations, labels } from '@promenade/openchoreo-model';
import type { ResourceKind, ResourceObject } from '../cache/ResourceReader';
import { requestAnnotations } from './requestAnnotations';

/** The inputs of a verb that creates one object of an organization, or the organization itself. */
export interface NewObjectInput {
  /** Undefined for an organization. */
  organization?: string;
  name: string;
  displayName?: string;
  description?: string;
  owner?: string;
  idempotencyKey?: string;
}

/** An object with the labels and annotations that describe it. The display name is the name by default. */
export function newObject(
  kind: ResourceKind,
  input: NewObjectInput,
  requestedBy: string | undefined,
  {
    spec,
    annotations: others = {},
  }: { spec: object; annotations?: Record<string, string> },
): ResourceObject {
  const { organization: namespace, name, displayName = name } = input;
  return {
    apiVersion: kind.apiVersion,
    kind: kind.kind,
    metadata: {
      name,
      ...(namespace && { namespace }),
      labels: {
        ...(namespace && { [labels.organization]: namespace }),
        [labels.name]: name,
      },
      annotations: {
        ...requestAnnotations(input, requestedBy),
        [annotations.displayName]: displayName,
        ...others,
      },
    },
    spec,
  };
}
