import { isImageReference } from '@promenade/openchoreo-model';

/**
 * The parts of a reference of a container image, such as `registry.example.com:5000/shop/greeter:1.4.2@sha256:…`.
 *
 * @public
 */
export interface ImageReference {
  /** Host of the registry, with its port. Undefined for the default registry. */
  registry?: string;
  /** Such as `shop/greeter`. */
  repository: string;
  tag?: string;
  /** With its algorithm, such as `sha256:…`. */
  digest?: string;
}

/** Longest reference that container runtimes accept, in characters. */
const maxLength = 1024;
const maxTagLength = 128;
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9_.-]*$/;
const digestPattern = /^sha256:[0-9a-fA-F]{64}$/;

/**
 * Parses a reference as container runtimes do.
 *
 * @returns undefined for any other text, see {@link imageReferenceProblem}
 * @public
 */
export function parseImageReference(text: string): ImageReference | undefined {
  return isImageReference(text) ? splitReference(text) : undefined;
}

/**
 * Validates a reference of a container image. A reference without a tag is valid.
 *
 * @returns the error, as the part of a sentence after the name of the field; undefined for a valid reference
 * @public
 */
export function imageReferenceProblem(text: string): string | undefined {
  if (!text) return 'is empty: enter a container image with its tag';
  if (/\s/.test(text)) return 'has a space: remove it';
  if (/^[a-z]+:\/\//i.test(text)) {
    return `begins with "${text.slice(0, text.indexOf('//') + 2)}": remove it`;
  }
  if (text.length > maxLength) {
    return `is too long: use at most ${maxLength} characters`;
  }
  if (isImageReference(text)) return undefined;
  const { repository, tag, digest } = splitReference(text);
  if (repository !== repository.toLowerCase()) {
    return `has the upper-case repository "${repository}": use lower-case letters`;
  }
  if (tag === '') return 'has no tag after the colon';
  if (tag && (tag.length > maxTagLength || !tagPattern.test(tag))) {
    return `has the invalid tag "${tag}": use at most ${maxTagLength} letters, digits, dots, dashes and underscores, beginning with a letter, a digit or an underscore`;
  }
  if (digest !== undefined && !digestPattern.test(digest)) {
    return `has the invalid digest "${digest}": a digest is "sha256:" with 64 hexadecimal digits`;
  }
  return 'is not a container image: an image is like registry.example.com/shop/greeter:1.4.2';
}

/** Splits a reference without validating its parts. */
function splitReference(text: string): ImageReference {
  const [named, digest] = splitAtFirst(text, '@');
  const [first, rest] = splitAtFirst(named, '/');
  const registry = rest !== undefined && isRegistry(first) ? first : undefined;
  const path = registry === undefined ? named : rest ?? '';
  const [repository, tag] = splitAtFirst(path, ':');
  return { registry, repository, tag, digest };
}

/** Whether the first part of a reference is a host, not a part of the repository. Container runtimes have the same rule. */
function isRegistry(part: string): boolean {
  return part === 'localhost' || /[.:]/.test(part);
}

function splitAtFirst(text: string, separator: string): [string, string?] {
  const index = text.indexOf(separator);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
