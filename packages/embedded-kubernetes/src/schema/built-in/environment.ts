import { FieldError, invalid, required } from '../field-error';
import { isObject, JsonObject, member, stringAt } from '../json';
import { subdomainProblems } from '../names';
import {
  anything,
  atomic,
  defaulting,
  listOf,
  optionalFlag,
  struct,
  text,
} from './build';
import { withValidator, objectValidator } from './validators';

const keyOfConfigMap = atomic(
  struct({ name: text, key: text, optional: optionalFlag }),
);
const source = struct({ name: text, optional: optionalFlag });
const valueSources = {
  fieldRef: atomic(
    struct({ apiVersion: defaulting(text, 'v1'), fieldPath: text }),
  ),
  resourceFieldRef: atomic(
    struct({
      containerName: text,
      resource: text,
      divisor: defaulting({ 'x-kubernetes-int-or-string': true }, '0'),
    }),
  ),
  configMapKeyRef: keyOfConfigMap,
  secretKeyRef: keyOfConfigMap,
  fileKeyRef: anything,
};

/** An environment variable. */
export const environmentVariable = withValidator(
  struct({ name: text, value: text, valueFrom: struct(valueSources) }),
  objectValidator((value, { path }) => [
    ...validateEnvName(stringAt(value, 'name') ?? '', `${path}.name`),
    ...validateEnvSource(value, path),
  ]),
);

/** Variables from all keys of a ConfigMap or Secret. */
export const environmentSources = listOf(
  struct({ prefix: text, configMapRef: source, secretRef: source }),
);

function validateEnvName(name: string, path: string): FieldError[] {
  if (name === '') return [required(path)];
  return /^[ -<>-~]+$/.test(name)
    ? []
    : [
        invalid(
          path,
          name,
          "a valid environment variable name must consist only of printable ASCII characters other than '='",
        ),
      ];
}

function validateEnvSource(value: JsonObject, path: string): FieldError[] {
  const from = member(value, 'valueFrom');
  if (!isObject(from)) return [];
  const given = Object.keys(valueSources).filter(name => name in from);
  const fieldPath = `${path}.valueFrom`;
  if (given.length === 0) {
    const names = Object.keys(valueSources).map(name => `\`${name}\``);
    const list = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
    return [invalid(fieldPath, '', `must specify one of: ${list}`)];
  }
  const errors: FieldError[] = [];
  if (stringAt(value, 'value')) {
    errors.push(
      invalid(fieldPath, '', 'may not be specified when `value` is not empty'),
    );
  }
  if (given.length > 1) {
    errors.push(
      invalid(
        fieldPath,
        '',
        'may not have more than one field specified at a time',
      ),
    );
  }
  for (const kind of ['configMapKeyRef', 'secretKeyRef']) {
    if (!(kind in from)) continue;
    const name = stringAt(from[kind], 'name') ?? '';
    for (const problem of subdomainProblems(name)) {
      errors.push(invalid(`${fieldPath}.${kind}.name`, name, problem));
    }
    if (!stringAt(from[kind], 'key')) {
      errors.push(required(`${fieldPath}.${kind}.key`));
    }
  }
  return errors;
}
