import { z } from 'zod';

/** A key of a ConfigurationGroup or Secret. */
export const namedKeySchema = z.object({
  name: z.string().describe('Name of the ConfigurationGroup or Secret.'),
  key: z.string().describe('Key in the ConfigurationGroup or Secret.'),
});

/** Source of a value: at most one of the fields. */
export const valueSourceSchema = z.object({
  configurationGroupRef: namedKeySchema
    .optional()
    .describe('Configuration of a ConfigurationGroup.'),
  secretRef: namedKeySchema
    .optional()
    .describe(
      'Key of a Secret in the namespace of the cell on the data plane.',
    ),
});

/**
 * Source of a value: a key of a ConfigurationGroup or of a Secret.
 *
 * @public
 */
export type ValueSource = z.infer<typeof valueSourceSchema>;

/**
 * Rejects a value beside `valueFrom`, in parsing and in custom resource definitions. An empty value is accepted, because some clients
 * always send the field; core/v1 EnvVar has the same rule.
 */
function exclusiveValue<
  T extends z.ZodType<{ value?: string; valueFrom?: object }>,
>(schema: T): T {
  return schema
    .refine(({ value, valueFrom }) => !value || !valueFrom, {
      path: ['valueFrom'],
      message: 'value and valueFrom exclude each other',
    })
    .meta({
      not: {
        required: ['value', 'valueFrom'],
        properties: { value: { minLength: 1 } },
      },
    });
}

/** An environment variable of OpenChoreo. It differs from core/v1 EnvVar. */
export const envVarSchema = exclusiveValue(
  z.object({
    key: z.string().describe('Name of the environment variable.'),
    value: z.string().optional().describe('Plain value.'),
    valueFrom: valueSourceSchema
      .optional()
      .describe('Source of the value. Excludes a value.'),
  }),
);

/**
 * An environment variable of a workload. It differs from the `core/v1` EnvVar.
 *
 * @public
 */
export type EnvVar = z.infer<typeof envVarSchema>;

/** A file to mount in a container. */
export const fileMountSchema = exclusiveValue(
  z.object({
    mountPath: z
      .string()
      .describe('Absolute path of the file in the container.'),
    value: z.string().optional().describe('Content of the file.'),
    valueFrom: valueSourceSchema
      .optional()
      .describe('Source of the content. Excludes a value.'),
  }),
);
