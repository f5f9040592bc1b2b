import { hasManyHosts } from '../../core/effective-binding/address';
import { secretVariable } from '../../core/effective-binding/connections/names';
import type {
  ResolvedConnection,
  ResolvedSecret,
} from '../../core/effective-binding/connections/resolved-connection';
import { schemeOf } from '../../core/effective-binding/endpoint-uri';
import { printTemplate } from '../go/template/execute-template';
import { TemplateError, type TemplateData } from '../go/template/value';

/** A secret that templates may use, and its reference in a text. */
export interface NamedSecret {
  /** Name of the variable that holds the secret where it is part of a longer text. */
  readonly helper: string;
  /** `$(VARIABLE)`, which Kubernetes expands. */
  readonly reference: string;
  readonly location: ResolvedSecret;
}

/** Result of a template. */
export type EvaluatedTemplate =
  | {
      readonly text: string;
      readonly secrets: readonly NamedSecret[];
      /** Names of the printed fields that do not exist. */
      readonly missing: readonly string[];
    }
  /** The template is invalid. */
  | { readonly error: string }
  /** A function changes a secret. */
  | { readonly changesSecret: true };

/** Stands for a secret in a text. Every escaping function changes it. */
const probe = '%\u0000"Secret"\u0000&';

/** Evaluates a template over the target of a connection. Secrets appear in the text as references. */
export function evaluateTemplate(
  template: string,
  connection: ResolvedConnection,
): EvaluatedTemplate {
  const secrets = namedSecrets(connection);
  const withSecrets = (text: (secret: NamedSecret) => string) =>
    printTemplate(template, {
      ...templateData(connection),
      ...Object.fromEntries(
        secrets.map(([name, secret]) => [name, text(secret)]),
      ),
    });
  try {
    const { text, missing } = withSecrets(({ reference }) => reference);
    const taken = secrets
      .map(([, secret]) => secret)
      .filter(({ reference }) => text.includes(reference));
    const isChanged = secrets.some(
      ([, secret]) =>
        withSecrets(each => (each === secret ? probe : each.reference))
          .text.split(probe)
          .join(secret.reference) !== text,
    );
    return isChanged
      ? { changesSecret: true }
      : { text, secrets: taken, missing };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return { error: error.message };
  }
}

/** Fields that follow from the others; they are listed last. */
const derivedFields = ['scheme', 'basePath', 'uri', 'url'];

/** Names of the fields that a template of a connection may use. */
export function templateFields(connection: ResolvedConnection): string[] {
  const names = [
    ...Object.keys(templateData(connection)),
    ...namedSecrets(connection).map(([name]) => name),
  ];
  return [
    ...names.filter(name => !derivedFields.includes(name)),
    ...derivedFields.filter(name => names.includes(name)),
  ];
}

function templateData({ access, target }: ResolvedConnection): TemplateData {
  if (access) {
    const { host, port, scheme = '', basePath = '', uri = '' } = access;
    return {
      host,
      // A string, as in OpenChoreo v0.3.2.
      port: String(port),
      scheme,
      basePath,
      uri,
      url: uri,
      ...(target.kind === 'external' && target.values),
    };
  }
  if (target.kind !== 'external') return {};
  const { host, port, protocol, values } = target;
  return {
    ...(host !== undefined && !hasManyHosts(host) && { host }),
    ...(port !== undefined && { port: String(port) }),
    ...(protocol !== undefined && { scheme: schemeOf(protocol) ?? '' }),
    ...values,
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
