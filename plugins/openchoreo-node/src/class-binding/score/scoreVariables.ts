import { InputError } from '@backstage/errors';
import type {
  WorkloadConnection,
  WorkloadContainer,
} from '@promenade/openchoreo-model';
import { splitPlaceholders, type TextPart } from './placeholders';
import type { Score, ScoreResource } from './scoreSchema';

type EnvVar = NonNullable<WorkloadContainer['env']>[number];

/** The variables of a container, and those that its connections set. */
export interface ScoreVariables {
  env: EnvVar[];
  connections: Record<string, WorkloadConnection>;
}

/** Outputs of Score resources whose value in a connection has another name. */
const outputNames: ReadonlyMap<string, string> = new Map([
  ['hostname', 'host'],
  ['address', 'host'],
]);

/**
 * Reads the variables of a container. `${metadata.…}` is replaced. A variable with `${resources.…}` is set by a connection, or, for
 * a resource of type `environment`, from a ConfigurationGroup.
 *
 * @param isMain - whether it is the main container, the only one that connections set variables of
 * @throws InputError that names the variable
 */
export function readVariables(
  score: Score,
  container: string,
  isMain: boolean,
): ScoreVariables {
  const env: EnvVar[] = [];
  const connections = new Map<string, WorkloadConnection>();
  const resources = new Map(Object.entries(score.resources ?? {}));
  const { variables = {} } = score.containers[container];
  for (const [key, text] of Object.entries(variables)) {
    const field = `containers.${container}.variables.${key}`;
    const parts = expandMetadata(splitPlaceholders(text, field), score, field);
    const [id, ...others] = new Set(parts.flatMap(part => resourceOf(part)));
    if (id === undefined) {
      env.push({ key, value: parts.map(literalOf).join('') });
      continue;
    }
    if (others.length > 0) {
      throw problem(
        field,
        `uses the resources ${[id, ...others].join(
          ' and ',
        )}. Use one variable for each`,
      );
    }
    const resource = resources.get(id);
    if (!resource) {
      throw problem(field, `uses the resource ${id}, which is not declared`);
    }
    if (resource.type === 'environment') {
      env.push({
        key,
        valueFrom: configurationKey(id, resource, parts, field),
      });
    } else if (isMain) {
      const connection =
        connections.get(id) ?? connectionTo(id, resource, field);
      connection.inject.env.push({ name: key, value: template(parts) });
      connections.set(id, connection);
    } else {
      throw problem(
        field,
        `uses the resource ${id}, but only the main container has variables of connections. Name that container main`,
      );
    }
  }
  return { env, connections: Object.fromEntries(connections) };
}

/** The name in `resources` of a placeholder. */
function resourceOf(part: TextPart): string[] {
  if ('literal' in part) return [];
  const [root, id] = part.path.split('.');
  return root === 'resources' && id ? [id] : [];
}

function literalOf(part: TextPart): string {
  return 'literal' in part ? part.literal : '';
}

/** Replaces the placeholders of metadata. */
function expandMetadata(
  parts: readonly TextPart[],
  { metadata }: Score,
  field: string,
): TextPart[] {
  return parts.map(part => {
    if ('literal' in part) return part;
    const [root, ...path] = part.path.split('.');
    if (root === 'resources' && path.length === 2) return part;
    const value =
      root === 'metadata' && path.reduce<unknown>(memberOf, metadata);
    if (typeof value === 'string') return { literal: value };
    throw problem(
      field,
      `\${${part.path}} is neither an output of a resource nor a text of metadata`,
    );
  });
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' &&
    value !== null &&
    Object.hasOwn(value, name)
    ? Reflect.get(value, name)
    : undefined;
}

/** A key of the ConfigurationGroup with the name of a resource of type `environment`. */
function configurationKey(
  id: string,
  resource: ScoreResource,
  parts: readonly TextPart[],
  field: string,
): EnvVar['valueFrom'] {
  const [part] = parts;
  if (parts.length > 1 || 'literal' in part) {
    throw problem(
      field,
      `has text beside \${resources.${id}.…}, which is a key of a ConfigurationGroup. Use it alone`,
    );
  }
  const [, , key] = part.path.split('.');
  return { configurationGroupRef: { name: resource.id ?? id, key } };
}

function connectionTo(
  id: string,
  { type, id: name = id, params }: ScoreResource,
  field: string,
): WorkloadConnection {
  const inject = { env: [] };
  if (type !== 'service') {
    return { type: 'managed', managed: { resource: name }, inject };
  }
  const { port: endpoint, project: projectName } = params ?? {};
  if (typeof endpoint !== 'string') {
    throw problem(
      field,
      `uses resources.${id}, whose params.port is missing. Set it to the name of an endpoint of ${name}`,
    );
  }
  return {
    type: 'api',
    params: {
      componentName: name,
      endpoint,
      ...(typeof projectName === 'string' && { projectName }),
    },
    inject,
  };
}

/** A Go template. Braces of the text that would begin an action are escaped, also one before a placeholder. */
function template(parts: readonly TextPart[]): string {
  return parts
    .map(part => {
      if ('literal' in part) {
        return part.literal.replace(/\{\{|\{$/g, '{{ "$&" }}');
      }
      const [, , output] = part.path.split('.');
      return `{{ .${outputNames.get(output) ?? output} }}`;
    })
    .join('');
}

function problem(field: string, text: string): InputError {
  return new InputError(`descriptor: ${field}: ${text}`);
}
