import { z } from 'zod';

/** Where an endpoint is reached from one audience. */
export const endpointAccessSchema = z.object({
  host: z.string().describe('Host name to call.'),
  port: z.int32().describe('Port to call.'),
  scheme: z.string().optional().describe('Scheme to call with, as in a URI.'),
  basePath: z.string().optional().describe('Path to call under.'),
  uri: z.string().optional().describe('The whole address in one piece.'),
});

export type EndpointAccess = z.infer<typeof endpointAccessSchema>;

/** Where one endpoint of a deployed component is reached. */
export const endpointStatusSchema = z.object({
  name: z.string().describe('Name of the endpoint.'),
  type: z.string().describe('Protocol that the endpoint speaks.'),
  project: endpointAccessSchema
    .optional()
    .describe('Address for the components of the same project.'),
  organization: endpointAccessSchema
    .optional()
    .describe('Address for the other projects of the organization.'),
  public: endpointAccessSchema
    .optional()
    .describe('Address for callers outside the organization.'),
});

export type EndpointStatus = z.infer<typeof endpointStatusSchema>;
