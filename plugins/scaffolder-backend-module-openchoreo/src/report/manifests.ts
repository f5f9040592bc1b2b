import type { VerbPlan } from '@promenade/backstage-plugin-openchoreo-node';
import { stringify } from 'yaml';

type KubernetesObject = VerbPlan['objects'][number];

/** Fields that the API server adds. */
const serverFields = new Set([
  'creationTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** Objects as YAML that can be applied, without the values of environment variables: they may be secrets. */
export function manifestsYaml(objects: readonly KubernetesObject[]): string {
  return objects
    .map(({ apiVersion, kind, metadata, ...rest }) => {
      const own = Object.fromEntries(
        Object.entries(metadata).filter(([key]) => !serverFields.has(key)),
      );
      const { status, ...content } = { status: undefined, ...rest };
      return stringify(
        withoutValues({ apiVersion, kind, metadata: own, ...content }),
      );
    })
    .join('---\n');
}

function withoutValues(object: object): unknown {
  return JSON.parse(JSON.stringify(object), (key, value: unknown) =>
    key === 'env' && Array.isArray(value) ? value.map(withoutValue) : value,
  );
}

function withoutValue(variable: unknown): unknown {
  return typeof variable === 'object' && variable && 'value' in variable
    ? { ...variable, value: '(hidden)' }
    : variable;
}
