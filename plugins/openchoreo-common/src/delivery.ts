import { z } from 'zod';
import { deliveryAnnotations } from './annotations';

/**
 * How a change is delivered: applied to Kubernetes at once, or committed to a Git repository as manifests with a pull request.
 * A field that is absent has the default of the project.
 *
 * @public
 */
export const deliverySchema = z.strictObject({
  mode: z
    .enum(['apply', 'pull-request'])
    .optional()
    .describe(
      'Whether the change is applied at once, or committed with a pull request. The default is that of the project, or else `apply`.',
    ),
  repository: z
    .string()
    .refine(isRepositoryUrl, {
      error:
        'is not the URL of a Git repository: use one like https://github.com/acme/manifests, without a user name or password',
    })
    .optional()
    .describe(
      'URL of the Git repository with the manifests. The default is that of the project.',
    ),
  branch: z
    .string()
    .refine(isBranchName, {
      error: 'is not the name of a branch: use one like main',
    })
    .optional()
    .describe(
      'Branch that the pull request is merged into. The default is that of the project, or else `main`.',
    ),
  path: z
    .string()
    .refine(isFolderPath, {
      error:
        'is not the path of a folder in the repository: use one like clusters/production',
    })
    .optional()
    .describe(
      'Folder of the manifests in the repository. The default is that of the project, or else the root.',
    ),
});

/** @public */
export type Delivery = z.output<typeof deliverySchema>;

/**
 * The delivery annotations of a Project or of its entity that are not empty.
 *
 * @public
 */
export function pickDeliveryAnnotations(
  annotations: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(
    Object.values(deliveryAnnotations).flatMap(name => {
      const value = annotations[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

/**
 * The default delivery of a project, from the annotations of the Project or of its entity.
 *
 * @throws ZodError when an annotation is not valid
 * @public
 */
export function deliveryOf(
  annotations: Readonly<Record<string, string>> | undefined,
): Delivery {
  const given = pickDeliveryAnnotations(annotations);
  return deliverySchema.parse(
    Object.fromEntries(
      Object.entries(deliveryAnnotations).flatMap(([field, name]) =>
        given[name] === undefined ? [] : [[field, given[name]]],
      ),
    ),
  );
}

/**
 * The annotations of a Project for a delivery.
 *
 * @public
 */
export function deliveryAnnotationsFor(
  delivery: Delivery,
): Record<string, string> {
  const { mode = '', repository = '', branch = '', path = '' } = delivery;
  return pickDeliveryAnnotations({
    [deliveryAnnotations.mode]: mode,
    [deliveryAnnotations.repository]: repository,
    [deliveryAnnotations.branch]: branch,
    [deliveryAnnotations.path]: path,
  });
}

/** Credentials in a URL would be written to logs and to the catalog. */
function isRepositoryUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, pathname, search, hash } = new URL(
    text,
  );
  return (
    /^https?:$/.test(protocol) &&
    !username &&
    !password &&
    !search &&
    !hash &&
    /[^/]/.test(pathname)
  );
}

/** The rules of `git check-ref-format`. */
function isBranchName(text: string): boolean {
  return (
    /^[^\s~^:?*[\\\p{Cc}]+$/u.test(text) &&
    !/\.\.|@\{|\/\/|^[/-]|[/.]$/.test(text) &&
    text !== '@' &&
    text
      .split('/')
      .every(part => !part.startsWith('.') && !part.endsWith('.lock'))
  );
}

/** A relative path without `.`, `..` and `.git`, which Git forbids in a tree. */
function isFolderPath(text: string): boolean {
  return (
    !text.includes('\\') &&
    text
      .replace(/\/$/, '')
      .split('/')
      .every(
        part =>
          part !== '' &&
          part !== '.' &&
          part !== '..' &&
          part.toLocaleLowerCase('en-US') !== '.git',
      )
  );
}
