import {
  controlledBuildParameters,
  isTimeZone,
  validateCron,
} from '@promenade/openchoreo-model';

/*
 * The rules of texts that people type. Forms and the schemas of the verbs share them. Each function returns the error as the part
 * of a sentence after the name of the field, or undefined.
 */

/** Longest name of what becomes part of other names, of labels and of host names, in characters. */
export const maxNameLength = 50;

/** Names of objects that are created. Stricter than Kubernetes: the name becomes part of labels and host names. */
export const namePattern = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

const nameAdvice = `use at most ${maxNameLength} lower-case letters, digits and dashes, beginning with a letter and not ending with a dash`;

/**
 * Validates the name of an object to create.
 *
 * @public
 */
export function nameProblem(name: string): string | undefined {
  if (!name) return `is empty: ${nameAdvice}`;
  if (name.length > maxNameLength) {
    return `is too long by ${name.length - maxNameLength}: ${nameAdvice}`;
  }
  if (namePattern.test(name)) return undefined;
  if (/[A-Z]/.test(name)) return 'has upper-case letters: use lower-case ones';
  const invalid = /[^-a-z0-9]/u.exec(name)?.[0];
  if (invalid === ' ') return 'has a space: use dashes between words';
  if (invalid) return `has the character "${invalid}": ${nameAdvice}`;
  return name.endsWith('-')
    ? 'ends with a dash: end with a letter or a digit'
    : 'does not begin with a letter: begin with one';
}

/**
 * Validates the name of an environment variable. The rule of Kubernetes.
 *
 * @public
 */
export function variableNameProblem(name: string): string | undefined {
  if (!name) return 'is empty: enter the name of the variable';
  if (/^[0-9]/.test(name)) {
    return 'begins with a digit: begin with a letter or an underscore';
  }
  return /^[-._a-zA-Z0-9]+$/.test(name)
    ? undefined
    : 'is not the name of a variable: use letters, digits, underscores, dots and dashes';
}

/**
 * Validates the number of a port.
 *
 * @public
 */
export function portProblem(port: number): string | undefined {
  return Number.isInteger(port) && port >= 1 && port <= 65535
    ? undefined
    : 'is not a port: use a number from 1 to 65535';
}

/**
 * Validates the base path of an endpoint.
 *
 * @public
 */
export function basePathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return 'does not begin with a slash';
  return /^[-A-Za-z0-9._~!$&'()*+,;=:@%/]*$/.test(path)
    ? undefined
    : 'is not a path: use letters, digits, slashes, dashes, dots and underscores';
}

/**
 * Validates a cron expression: Kubernetes accepts it, and it fires on some day.
 *
 * @public
 */
export function scheduleProblem(expression: string): string | undefined {
  const problem = validateCron(expression);
  // The model begins its sentences with the expression, which the name of the field replaces here.
  return problem?.replace(`"${expression}" `, '');
}

/**
 * Validates the name of a time zone of the IANA database.
 *
 * @public
 */
export function timeZoneProblem(name: string): string | undefined {
  return isTimeZone(name)
    ? undefined
    : `is not a time zone: use a name such as Europe/Zurich or UTC`;
}

/**
 * Validates the URL of a Git repository. It has no credentials: those are in a Secret.
 *
 * @public
 */
export function repositoryProblem(text: string): string | undefined {
  if (/^[^@/:\s]+@[^@/:\s]+:\S+$/.test(text)) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^(https?|ssh|git):$/.test(url.protocol)) {
    return 'is not the URL of a Git repository: use one like https://git.example.com/shop/greeter';
  }
  return url.password
    ? 'has a password: remove it, and name the Secret with the credentials'
    : undefined;
}

/**
 * Validates the URL of a backend that a gateway forwards requests to.
 *
 * @public
 */
export function backendUrlProblem(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    return 'is not the URL of a backend: use one like https://api.example.com/v1';
  }
  if (url.username || url.password) return 'has credentials: remove them';
  return url.search || url.hash
    ? 'has a query or a fragment: remove it'
    : undefined;
}

/**
 * Validates the name of a Git branch. The rules of `git check-ref-format`.
 *
 * @public
 */
export function branchProblem(name: string): string | undefined {
  const isInvalid =
    !name ||
    /[\s\p{Cc}~^:?*[\\]|\.\.|@\{|\/\/|^[-/]|[/.]$/u.test(name) ||
    name === '@' ||
    name.split('/').some(part => /^\.|\.lock$/.test(part));
  return isInvalid
    ? 'is not the name of a branch: use one like main or feature/search'
    : undefined;
}

/**
 * Validates the name of a parameter of a build template.
 *
 * @public
 */
export function buildParameterProblem(name: string): string | undefined {
  if (!name) return 'is empty: enter the name of the parameter';
  return controlledBuildParameters.some(controlled => controlled === name)
    ? 'is set by the control plane: remove the parameter'
    : undefined;
}

/**
 * Validates the path of a folder in a repository.
 *
 * @public
 */
export function sourcePathProblem(path: string): string | undefined {
  if (!path) return 'is empty: use . for the root of the repository';
  return /(^|\/)\.\.(\/|$)/.test(path) || path.includes('\\')
    ? 'leaves the repository: use a path like services/greeter'
    : undefined;
}
