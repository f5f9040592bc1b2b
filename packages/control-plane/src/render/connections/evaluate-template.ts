import { executeTemplate } from '../go/template/execute-template';
import { TemplateError, type TemplateData } from '../go/template/value';
import type {
  ResolvedConnection,
  ResolvedSecret,
} from '../../core/effective-binding/connections/resolved-connection';
import { secretVariable } from '../../core/effective-binding/connections/names';

/** A secret that templates may take, and how a text refers to it. */
export interface NamedSecret {
  /** Variable that holds the secret where it stands amid other text. */
  readonly helper: string;
  /** Stands for the secret in a text; Kubernetes fills it in from the helper. */
  readonly reference: string;
  readonly location: ResolvedSecret;
}

/** What a template comes to. */
export type EvaluatedTemplate =
  | { readonly text: string; readonly secrets: readonly NamedSecret[] }
  /** It is no template. */
  | { readonly error: string }
  /** A function was to change a secret. */
  | { readonly changesSecret: true };

/** Stands for a secret in a text, and is changed by whatever changes texts. */
const probe = '%\u0000"Secret"\u0000&';

/** Executes a template over what is known of the other end of a connection. Secrets appear in the text as references. */
export function evaluateTemplate(
  template: string,
  connection: ResolvedConnection,
): EvaluatedTemplate {
  const secrets = namedSecrets(connection);
  const withSecrets = (text: (secret: NamedSecret) => string) =>
    executeTemplate(template, {
      ...templateData(connection),
      ...Object.fromEntries(
        secrets.map(([name, secret]) => [name, text(secret)]),
      ),
    });
  try {
    const text = withSecrets(({ reference }) => reference);
    const taken = secrets
      .map(([, secret]) => secret)
      .filter(({ reference }) => text.includes(reference));
    const isChanged = secrets.some(
      ([, secret]) =>
        withSecrets(each => (each === secret ? probe : each.reference))
          .split(probe)
          .join(secret.reference) !== text,
    );
    return isChanged ? { changesSecret: true } : { text, secrets: taken };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { error: error.message };
  }
}

function templateData({ access, target }: ResolvedConnection): TemplateData {
  const { host, port, scheme = '', basePath = '', uri = '' } = access ?? {};
  return {
    ...(host !== undefined && { host }),
    // A text there, as in OpenChoreo v0.3.2.
    ...(port !== undefined && { port: String(port) }),
    ...(access && { scheme, basePath, uri, url: uri }),
    ...(target.kind === 'external' && target.values),
  };
}

function namedSecrets({
  name,
  target,
}: ResolvedConnection): [string, NamedSecret][] {
  if (target.kind !== 'external') return [];
  return Object.entries(target.secrets).map(([secret, location]) => {
    const helper = secretVariable(name, secret);
    return [secret, { helper, reference: `$(${helper})`, location }];
  });
}
