import { dataPlaneLabels } from '@promenade/openchoreo-model';
import {
  canonicalObject,
  isJsonObject,
  type Json,
  type JsonObject,
} from '../json';
import type { Manifest, RenderResult } from '../rendering';
import { componentPolicy, type ComponentPolicyInput } from './component-policy';
import type { ActiveIsolation } from './isolation';
import { renderPolicy } from './providers/render-policy';

/** All that a binding is isolated with; the resources are those that were rendered of it. */
export type IsolateInput = Omit<
  ComponentPolicyInput,
  'resources' | 'endpoints'
>;

/**
 * What a binding comes to in a cell that is isolated: its policy first, then all that it comes to anyway.
 * Where the isolation is enforced its pods are marked as user workloads, which OpenChoreo's own data plane selects by.
 * Under audit they are not: to be selected there is to be refused what nobody declared.
 */
export function isolate(
  { resources, endpoints, problems }: RenderResult,
  input: IsolateInput,
  isolation: ActiveIsolation,
): RenderResult {
  const { target } = input;
  const derived = componentPolicy({ ...input, resources, endpoints });
  const { name, namespace, labels } = target;
  const rendered = renderPolicy(
    derived.policy,
    { name, namespace, labels },
    isolation,
  );
  return {
    resources: [
      { id: `${target.binding}-netpol`, object: rendered.object },
      ...(isolation.mode === 'Enforced'
        ? resources.map(({ id, object }) => ({ id, object: marked(object) }))
        : resources),
    ],
    endpoints,
    problems: [...problems, ...derived.problems, ...rendered.problems],
  };
}

/** Where workloads have their pod template. */
const podTemplates: { readonly [kind: string]: readonly string[] } = {
  Deployment: ['template'],
  StatefulSet: ['template'],
  Job: ['template'],
  CronJob: ['jobTemplate', 'spec', 'template'],
};

/** The object, with its pods marked; never their selector, which cannot be changed. */
function marked(object: Manifest): Manifest {
  const path = Object.hasOwn(podTemplates, object.kind)
    ? podTemplates[object.kind]
    : undefined;
  return path
    ? {
        ...object,
        spec: canonicalObject(changedAt(object.spec ?? {}, path, withMark)),
      }
    : object;
}

function withMark(template: JsonObject): JsonObject {
  return changedAt(template, ['metadata', 'labels'], labels => ({
    ...labels,
    [dataPlaneLabels.belongTo]: 'user-workloads',
  }));
}

function changedAt(
  object: JsonObject,
  [member, ...rest]: readonly string[],
  change: (found: JsonObject) => JsonObject,
): JsonObject {
  const inner: Json | undefined = object[member];
  const found = isJsonObject(inner) ? inner : {};
  return {
    ...object,
    [member]: rest.length > 0 ? changedAt(found, rest, change) : change(found),
  };
}
