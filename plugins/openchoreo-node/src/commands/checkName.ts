import { InputError } from '@backstage/errors';

/** Longest name of what becomes part of other names and of labels, in characters. */
const longestName = 50;

/** Refuses a name before anything is created that Kubernetes, a label or a host name would refuse halfway. */
export function checkName(what: string, name: string): void {
  if (name.length > longestName || !/^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    throw new InputError(
      `"${name}" cannot be the name of a ${what}: use at most ${longestName} lower-case letters, digits and dashes, beginning with a letter and not ending with a dash`,
    );
  }
}
