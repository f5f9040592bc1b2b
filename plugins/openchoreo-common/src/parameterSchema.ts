import type { ParameterSchema as JsonSchema } from '@promenade/openchoreo-model';

/*
 * The rules of parameters. Forms, verbs and the control plane share them. A schema is plain JSON Schema: it does not depend on the
 * generation of OpenChoreo.
 */
export {
  checkParameterSchema,
  isSecretValue,
  patternMessage,
  resolveParameterSchema,
} from '@promenade/openchoreo-model';

/**
 * A JSON Schema (draft 7) without references. It is an alias: the bundled declarations would export a type of another package as a
 * value.
 *
 * @public
 */
export type ParameterSchema = JsonSchema;
