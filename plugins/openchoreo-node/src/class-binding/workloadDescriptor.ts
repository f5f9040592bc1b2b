import { InputError, isError } from '@backstage/errors';
import { verbs } from '@promenade/backstage-plugin-openchoreo-common';
import {
  endpointTypeSchema,
  openChoreoApiVersion,
  type EndpointType,
} from '@promenade/openchoreo-model';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type {
  DescribedComponent,
  WorkloadDescriptor,
} from '../domain/WorkloadDescriptor';
import { parseInput } from '../verbs/parseInput';
import type { DescribedWorkload } from './DescribedWorkload';
import { parseScore } from './score/parseScore';
import { scoreApiVersion } from './score/scoreSchema';
import { endpointsOf } from '../adapter-base/endpointInputs';
import { defaultEndpointType } from './verbs/componentObjects';

const { port } = verbs.createComponent.input.shape;

const descriptorSchema = z.strictObject({
  apiVersion: z.literal(openChoreoApiVersion),
  metadata: z.strictObject({ name: z.string().min(1) }),
  endpoints: z
    .array(
      z.strictObject({
        name: verbs.createComponent.input.shape.name,
        port: port.unwrap(),
        type: endpointTypeSchema,
        schemaFile: z.string().min(1).optional(),
        context: verbs.createComponent.input.shape.basePath,
      }),
    )
    .optional(),
  connections: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        type: z.enum(['api', 'internal']),
        params: z
          .object({
            componentName: z.string().min(1),
            endpoint: z.string().min(1),
          })
          .catchall(z.string()),
        inject: z.strictObject({
          env: z.array(
            z.strictObject({ name: z.string().min(1), value: z.string() }),
          ),
        }),
      }),
    )
    .optional(),
});

const scoreVersionSchema = z.object({ apiVersion: z.literal(scoreApiVersion) });

/** File names of API definitions. Other types have none. */
const definitionFiles: Partial<Record<EndpointType, string>> = {
  REST: 'openapi.yaml',
  GraphQL: 'schema.graphql',
  gRPC: 'service.proto',
};

/** Writes the workload descriptor of a component that is to be created. */
export function workloadDescriptor(
  input: DescribedComponent,
): WorkloadDescriptor {
  const { name, type: componentType = 'Service' } = input;
  const inputs = endpointsOf(input);
  const schemaFiles: WorkloadDescriptor['schemaFiles'] = [];
  const endpoints = inputs.map(endpoint => {
    const type = endpoint.type ?? defaultEndpointType(componentType);
    const { basePath: context, apiDefinition: content } = endpoint;
    const file = definitionFiles[type] ?? 'definition.txt';
    // One endpoint needs no prefix; several of a type have one each.
    const path = inputs.length > 1 ? `${endpoint.name}-${file}` : file;
    if (content) schemaFiles.push({ path, content });
    return {
      name: endpoint.name,
      port: endpoint.port,
      type,
      ...(content && { schemaFile: path }),
      ...(context && { context }),
    };
  });
  const descriptor = stringify({
    apiVersion: openChoreoApiVersion,
    metadata: { name },
    ...(endpoints.length && { endpoints }),
  });
  return { descriptor, schemaFiles };
}

/**
 * Parses a workload descriptor: `workload.yaml`, or a Score file.
 *
 * @throws InputError with the line of invalid YAML, the invalid field, or the file that is not in `schemaFiles`
 */
export function parseWorkloadDescriptor({
  descriptor,
  schemaFiles = [],
}: Pick<WorkloadDescriptor, 'descriptor'> &
  Partial<WorkloadDescriptor>): DescribedWorkload {
  const content = parseYaml(descriptor);
  if (scoreVersionSchema.safeParse(content).success) {
    return parseScore(content, schemaFiles);
  }
  const { endpoints = [], connections = [] } = parseInput(
    descriptorSchema,
    content,
    'descriptor',
  );
  checkNames('endpoints', endpoints);
  checkNames('connections', connections);
  return {
    endpoints: endpoints.map(({ schemaFile, context, ...endpoint }, index) => ({
      ...endpoint,
      ...(context && { basePath: context }),
      ...(schemaFile && {
        apiDefinition: contentOf(schemaFile, schemaFiles, index),
      }),
    })),
    connections: Object.fromEntries(
      connections.map(({ name, ...connection }) => [name, connection]),
    ),
  };
}

function parseYaml(descriptor: string): unknown {
  try {
    return parse(descriptor, { logLevel: 'error' });
  } catch (error) {
    if (!isError(error)) throw error;
    throw new InputError(`descriptor: is not valid YAML: ${error.message}`);
  }
}

function contentOf(
  wanted: string,
  files: WorkloadDescriptor['schemaFiles'],
  index: number,
): string {
  const normalize = (path: string) => path.replace(/^(\.\/)+/, '');
  const file = files.find(({ path }) => normalize(path) === normalize(wanted));
  if (file) return file.content;
  throw new InputError(
    `schemaFiles: the file ${wanted}, which endpoints.${index} of the descriptor names, is missing. Add it`,
  );
}

function checkNames(field: string, items: readonly { name: string }[]): void {
  items.forEach(({ name }, index) => {
    if (items.findIndex(item => item.name === name) < index) {
      throw new InputError(
        `descriptor: ${field}.${index}.name: ${name} is used twice. Choose another name`,
      );
    }
  });
}
