/*
 * The rules of parameters. Forms, verbs and the control plane share them. A schema is plain JSON Schema: it does not depend on the
 * generation of OpenChoreo.
 */
export {
  checkParameterSchema,
  isSecretValue,
  patternMessage,
  resolveParameterSchema,
  type ParameterSchema,
} from '@promenade/openchoreo-model';
