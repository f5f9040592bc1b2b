import { z } from 'zod';
import { connectionStateSchema } from './connectionState';
import { isolationSchema } from './isolation';
import {
  deploymentSummarySchema,
  entityFields,
  environmentSummarySchema,
  freshnessFields,
} from './overviews';
import { openEnum } from './openEnum';

const endpointSchema = z.object({
  name: z.string().describe('Name of the endpoint.'),
  type: z.string().describe('Protocol of the endpoint.'),
  visibility: z
    .enum(['project', 'organization', 'public'])
    .describe('Who can call it at this address.'),
  url: z.string().describe('Its address.'),
});

const cellComponentSchema = deploymentSummarySchema
  .omit({ environment: true })
  .extend({
    name: entityFields.name,
    displayName: entityFields.displayName,
    entityRef: entityFields.entityRef,
    type: z.string().describe('Type, such as Service.'),
    pods: z
      .object({ ready: z.int(), total: z.int() })
      .optional()
      .describe('How many of the desired pods are ready.'),
    endpoints: z
      .array(endpointSchema)
      .describe('The addresses of its endpoints there.'),
  });

/**
 * A component in a cell.
 *
 * @public
 */
export type CellComponent = z.infer<typeof cellComponentSchema>;

const connectionEndSchema = z.object({
  project: z.string().describe('Name of its project.'),
  component: z.string().describe('Name of the component.'),
  displayName: entityFields.displayName,
  entityRef: entityFields.entityRef
    .optional()
    .describe(
      'Entity ref in the catalog. Absent when it does not exist, or the caller may not see it.',
    ),
});

const connectionTargetSchema = z.discriminatedUnion('kind', [
  connectionEndSchema.extend({
    kind: z.literal('component'),
    endpoint: z.string().optional().describe('Name of the endpoint.'),
  }),
  z.object({
    kind: z.literal('host'),
    address: z.string().describe('Host and port.'),
  }),
  z.object({
    kind: z.literal('resource'),
    resource: z.string().describe('Name of the managed resource.'),
  }),
]);

const cellConnectionSchema = z.object({
  name: z.string().describe('Name of the connection.'),
  type: z
    .string()
    .describe('Type: `api`, `internal`, `external` or `managed`.'),
  direction: openEnum(
    ['inside', 'westbound', 'eastbound', 'southbound', 'unknown'],
    'unknown',
  ).describe(
    'Inside the cell, from another project (westbound), to another project (eastbound), or to an external host or managed resource (southbound).',
  ),
  from: connectionEndSchema.describe('The component that calls.'),
  to: connectionTargetSchema.describe('What it calls.'),
  state: connectionStateSchema,
  message: z
    .string()
    .optional()
    .describe('Why it is not resolved, and what to do.'),
});

/**
 * A connection into, inside or out of a cell.
 *
 * @public
 */
export type CellConnection = z.infer<typeof cellConnectionSchema>;

/** @public */
export const cellSchema = z
  .object({
    organization: entityFields.organization,
    project: z.string().describe('Name of the project.'),
    displayName: entityFields.displayName,
    environments: z
      .array(environmentSummarySchema)
      .describe(
        'The environments that have a cell of the project, in promotion order.',
      ),
    environment: environmentSummarySchema
      .optional()
      .describe(
        'The environment of this cell. Absent when the project has no environment.',
      ),
    isolation: isolationSchema.describe(
      'Whether undeclared traffic of the project is denied.',
    ),
    components: z
      .array(cellComponentSchema)
      .describe('The components of the project that the caller may see.'),
    connections: z
      .array(cellConnectionSchema)
      .describe(
        'The connections of those components, and those of components of other projects to them.',
      ),
    problem: z
      .string()
      .optional()
      .describe('Why its components cannot be deployed, in a sentence.'),
    ...freshnessFields,
  })
  .describe('A project in one environment: components and connections.');

/**
 * A project in one environment: components and connections.
 *
 * @public
 */
export type Cell = z.infer<typeof cellSchema>;
