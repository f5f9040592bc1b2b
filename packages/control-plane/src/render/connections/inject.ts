import { secretStoreTrouble } from '../../core/effective-binding/configuration/secret-store';
import { type Found } from '../../core/effective-binding/configuration/uses';
import { type SecretStore } from '../../core/effective-binding/configuration/values';
import { invalid, leftOut, warning, type Problem } from '../../core/problem';
import { evaluate, type Evaluated } from './evaluate';
import type {
  Lead,
  SecretFound,
} from '../../core/effective-binding/connections/lead';

/** A variable that a connection sets: written out, or a secret that is brought from elsewhere. */
export type ConnectionVariable =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly found: Found };

/** Where the variables of connections go, and where secrets come from. */
export interface Injection {
  readonly container: string;
  readonly secretStore?: SecretStore;
}

/** What a connection, or one template of it, comes to. */
export interface Injected {
  readonly variables: ConnectionVariable[];
  readonly problems: Problem[];
}

/** What a missing field prints. */
const noValue = '<no value>';

/**
 * Evaluates what a connection injects.
 *
 * A value that is no template is injected as it stands, as OpenChoreo v0.3.2 does, with a warning. A secret is never part
 * of a value: a variable that is nothing else refers to it, and where it stands amid other text, a variable of its own
 * comes first, by which Kubernetes fills it in.
 */
export function injectedBy(lead: Lead, injection: Injection): Injected {
  const injected = lead.connection.inject.env.map(({ name, value }) => {
    const field = `${lead.field}.inject.env[${name}].value`;
    const evaluated = evaluate(value, lead);
    if ('text' in evaluated) {
      return filledIn(name, field, evaluated, lead, injection);
    }
    return 'error' in evaluated
      ? {
          variables: [{ name, value }],
          problems: [
            warning(
              field,
              `the text is injected as it stands because ${evaluated.error}; mend the template`,
            ),
          ],
        }
      : {
          variables: [],
          problems: [
            invalid(
              field,
              'a function is to change a secret, whose value is not known here; print the secret as it is',
            ),
          ],
        };
  });
  return {
    variables: injected.flatMap(({ variables }) => variables),
    problems: injected.flatMap(({ problems }) => problems),
  };
}

function filledIn(
  name: string,
  field: string,
  { text, secrets }: Extract<Evaluated, { text: string }>,
  lead: Lead,
  { container, secretStore }: Injection,
): Injected {
  const isSecret = secrets.length === 1 && secrets[0].reference === text;
  const variables: ConnectionVariable[] = [];
  for (const { helper, found } of secrets) {
    const variable = isSecret ? name : helper;
    const brought = bring(found, secretStore);
    if ('because' in brought) {
      const lost = leftOut(field, brought.because, { container, variable });
      return { variables: [], problems: [lost] };
    }
    variables.push({ name: variable, found: brought });
  }
  return {
    variables: isSecret ? variables : [...variables, { name, value: text }],
    problems: unknownNames(field, text, lead),
  };
}

function bring(
  found: SecretFound,
  store: SecretStore | undefined,
): SecretFound {
  if ('because' in found || found.in !== 'group') return found;
  const because = secretStoreTrouble(store);
  return because ? { because } : found;
}

/** For a component, what there is not prints as OpenChoreo v0.3.2 has it; a resource says what it has. */
function unknownNames(field: string, text: string, { end }: Lead): Problem[] {
  if (end.kind !== 'outside' || !text.includes(noValue)) return [];
  const names = [
    'host',
    'port',
    ...Object.keys(end.values),
    ...Object.keys(end.secrets),
  ];
  return [
    warning(
      field,
      `it takes something that is not there, which prints as ${noValue}; there is: ${names.join(
        ', ',
      )}`,
    ),
  ];
}
