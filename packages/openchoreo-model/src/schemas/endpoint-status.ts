import { z } from 'zod';

/** Address of an endpoint for one group of callers. */
export const endpointAccessSchema = z.object({
  host: z.string().describe('Host name of the address.'),
  port: z.int32().describe('Port of the address.'),
  scheme: z.string().optional().describe('Scheme of the address.'),
  basePath: z.string().optional().describe('Base path of the address.'),
  uri: z.string().optional().describe('Complete address.'),
});

/**
 * Address of an endpoint for one group of callers.
 *
 * @public
 */
export type EndpointAccess = z.infer<typeof endpointAccessSchema>;

/** Addresses of one endpoint of a deployed component. */
export const endpointStatusSchema = z.object({
  name: z.string().describe('Name of the endpoint.'),
  type: z.string().describe('Protocol of the endpoint.'),
  project: endpointAccessSchema
    .optional()
    .describe('Address for components of the same project.'),
  organization: endpointAccessSchema
    .optional()
    .describe('Address for other projects of the organization.'),
  public: endpointAccessSchema
    .optional()
    .describe('Address for callers outside the organization.'),
});

/**
 * Addresses of one endpoint of a deployed component.
 *
 * @public
 */
export type EndpointStatus = z.infer<typeof endpointStatusSchema>;
