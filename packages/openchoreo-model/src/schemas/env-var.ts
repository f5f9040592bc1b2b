import { z } from 'zod';

/** A key of a named object: of a ConfigurationGroup or of a Secret. */
export const namedKeySchema = z.object({
  name: z.string().describe('Name of the object that holds the value.'),
  key: z.string().describe('Key of the value in that object.'),
});

/** Where a value comes from when it is not written out. At most one is set. */
export const valueSourceSchema = z.object({
  configurationGroupRef: namedKeySchema
    .optional()
    .describe('Takes the value from a configuration of a ConfigurationGroup.'),
  secretRef: namedKeySchema
    .optional()
    .describe('Takes the value from a key of a Secret.'),
});

export type ValueSource = z.infer<typeof valueSourceSchema>;

/** An environment variable as OpenChoreo writes it; not the one of core/v1. */
export const envVarSchema = z.object({
  key: z.string().describe('Name of the environment variable.'),
  value: z.string().optional().describe('Value, written out.'),
  valueFrom: valueSourceSchema
    .optional()
    .describe('Where the value comes from, when it is not written out.'),
});

export type EnvVar = z.infer<typeof envVarSchema>;

/** A file that a container finds at a path. */
export const fileMountSchema = z.object({
  mountPath: z
    .string()
    .describe('Absolute path of the file inside the container.'),
  value: z.string().optional().describe('Content of the file, written out.'),
  valueFrom: valueSourceSchema
    .optional()
    .describe('Where the content comes from, when it is not written out.'),
});

export type FileMount = z.infer<typeof fileMountSchema>;
