import { annotations } from '@promenade/openchoreo-model';
import type { NewObject } from '../../adapter-base/createTogether';
import { requestAnnotations } from '../../adapter-base/requestAnnotations';
import type { ResourceKind } from '../../cache/ResourceReader';

/** The objects of a request, each with its kind, name and spec, and with the annotations that describe the request. */
export function newObjects(
  input: Parameters<typeof requestAnnotations>[0] & {
    organization: string;
    displayName?: string;
  },
  requestedBy: string | undefined,
  objects: readonly (readonly [
    kind: ResourceKind,
    name: string,
    spec: object,
  ])[],
  others: Record<string, string> = {},
): NewObject[] {
  const { organization: namespace, displayName } = input;
  return objects.map(([kind, name, spec]) => ({
    kind,
    object: {
      apiVersion: kind.apiVersion,
      kind: kind.kind,
      metadata: {
        name,
        namespace,
        annotations: {
          ...requestAnnotations(input, requestedBy),
          ...(displayName && { [annotations.displayName]: displayName }),
          ...others,
        },
      },
      spec,
    },
  }));
}
