import { InputError } from '@backstage/errors';
import type { EndpointInput } from '@promenade/backstage-plugin-openchoreo-common';
import type { WorkloadContainer } from '@promenade/openchoreo-model';
import type { WorkloadDescriptor } from '../../domain/WorkloadDescriptor';
import { parseInput } from '../../verbs/parseInput';
import type { DescribedWorkload } from '../DescribedWorkload';
import { splitPlaceholders } from './placeholders';
import { scoreSchema, type Score, type ScoreContainer } from './scoreSchema';
import { readVariables } from './scoreVariables';

type SchemaFiles = WorkloadDescriptor['schemaFiles'];
type FileMount = NonNullable<WorkloadContainer['files']>[number];

/** The image of a container that a build makes. */
const builtImage = '.';

/** Fields of containers that the class or component type of a component sets. */
const fieldsOfClasses = [
  'resources',
  'livenessProbe',
  'readinessProbe',
  'volumes',
  'before',
] as const;

/**
 * Reads a Score file (`score.yaml`): containers with variables and files, ports, and resources as connections.
 *
 * @throws InputError with the invalid field, or with the file that is not in `schemaFiles`
 */
export function parseScore(
  document: unknown,
  schemaFiles: SchemaFiles,
): DescribedWorkload {
  const score = parseInput(scoreSchema, document, 'descriptor');
  const main = mainContainer(score);
  const containers: NonNullable<DescribedWorkload['containers']> = {};
  const connections: DescribedWorkload['connections'] = {};
  const warnings: string[] = [];
  for (const [name, container] of Object.entries(score.containers)) {
    const { image, command, args } = container;
    const variables = readVariables(score, name, name === main);
    const files = readFiles(name, container, schemaFiles);
    Object.assign(connections, variables.connections);
    containers[name === main ? 'main' : name] = {
      ...(image !== builtImage && { image }),
      ...(command && { command }),
      ...(args && { args }),
      ...(variables.env.length > 0 && { env: variables.env }),
      ...(files.length > 0 && { files }),
    };
    warnings.push(
      ...fieldsOfClasses
        .filter(field => container[field] !== undefined)
        .map(
          field =>
            `containers.${name}.${field} has no effect: the class or component type of the component sets it.`,
        ),
    );
  }
  return { endpoints: readEndpoints(score), connections, containers, warnings };
}

/** The container `main`, or else the first. It is `main` in the Workload, as class templates expect. */
function mainContainer({ containers }: Score): string {
  const names = Object.keys(containers);
  return names.includes('main') ? 'main' : names[0];
}

function readEndpoints({ service }: Score): EndpointInput[] {
  return Object.entries(service?.ports ?? {}).map(
    ([name, { port, targetPort = port, protocol }]) => ({
      name,
      port: targetPort,
      ...(protocol === 'UDP' && { type: 'UDP' as const }),
    }),
  );
}

function readFiles(
  name: string,
  { files = {} }: ScoreContainer,
  schemaFiles: SchemaFiles,
): FileMount[] {
  const entries = Array.isArray(files)
    ? files.map(file => [file.target, file] as const)
    : Object.entries(files);
  return entries.map(([mountPath, { source, content, noExpand }]) => {
    const field = `containers.${name}.files.${mountPath}`;
    const value = content ?? contentOf(source, field, schemaFiles);
    if (noExpand) return { mountPath, value };
    const parts = splitPlaceholders(value, field);
    if (parts.some(part => 'path' in part)) {
      throw new InputError(
        `descriptor: ${field}: has placeholders, which files cannot have. Set noExpand, or use a variable`,
      );
    }
    return {
      mountPath,
      value: parts
        .map(part => ('literal' in part ? part.literal : ''))
        .join(''),
    };
  });
}

function contentOf(
  source: string | undefined,
  field: string,
  files: SchemaFiles,
): string {
  if (source === undefined) {
    throw new InputError(
      `descriptor: ${field}: has neither content nor source. Set one of them; binary files are not supported`,
    );
  }
  const file = files.find(({ path }) => path === source);
  if (file) return file.content;
  throw new InputError(
    `schemaFiles: the file ${source}, which ${field} of the descriptor names, is missing. Add it`,
  );
}
