import {
  isDnsSubdomain,
  type ProjectComponentOwner,
} from '@promenade/openchoreo-model';
import { invalid, type Problem } from '../problem';

/**
 * Validates the names of an owner: no object can have another name. It is deployed under converted names, so that the
 * problem is a condition and not a rejection by the API server.
 *
 * @param field - path of the owner, for problems
 */
export function validateOwner(
  { projectName, componentName }: ProjectComponentOwner,
  field: string,
): Problem[] {
  return [
    ...validateName(projectName, 'Project', `${field}.projectName`),
    ...validateName(componentName, 'Component', `${field}.componentName`),
  ];
}

/** Validates the name of an object of a kind. */
export function validateName(
  name: string,
  kind: string,
  field: string,
): Problem[] {
  return isDnsSubdomain(name)
    ? []
    : [
        invalid(
          field,
          `"${name}" cannot be the name of a ${kind}; use at most 253 lower case letters, digits, hyphens and dots, and begin and end with a letter or digit`,
        ),
      ];
}

/** Names of environment variables that the API server accepts: printable ASCII without `=`. */
const variableName = /^[ -<>-~]+$/;

/**
 * Validates the name of an environment variable.
 *
 * @param field - path of the variable, for problems
 */
export function validateVariableName(name: string, field: string): Problem[] {
  if (variableName.test(name)) return [];
  return [
    invalid(
      field,
      name
        ? `"${name}" cannot be the name of a variable; use letters, digits and underscores`
        : 'the variable has no name; set one',
    ),
  ];
}
