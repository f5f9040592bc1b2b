import {
  FieldError,
  forbidden,
  invalid,
  required,
  tooLong,
} from './field-error';
import {
  isObject,
  JsonObject,
  jsonEquals,
  listAt,
  member,
  stringAt,
} from './json';
import { NameRule } from './structural-schema';
import {
  labelNameProblems,
  labelValueProblems,
  nameProblems,
  qualifiedNameProblems,
} from './names';

/** The maximum total size of annotations, in bytes. */
const annotationsLimit = 256 * 1024;

/** Validates `metadata` by the rules of all kinds. */
export function validateObjectMeta(
  metadata: JsonObject,
  old: JsonObject | undefined,
  rule: NameRule,
): FieldError[] {
  const errors: FieldError[] = [];
  errors.push(...validateName(metadata, rule));
  errors.push(
    ...validateLabels(member(metadata, 'labels'), 'metadata.labels'),
    ...validateAnnotations(member(metadata, 'annotations')),
    ...validateFinalizers(metadata),
    ...validateOwners(metadata),
  );
  if (old) errors.push(...validateChange(metadata, old));
  return errors;
}

/** Validates the labels of an object or a selector. */
export function validateLabels(labels: unknown, path: string): FieldError[] {
  const errors: FieldError[] = [];
  if (!isObject(labels)) return errors;
  for (const [key, value] of Object.entries(labels)) {
    for (const problem of labelNameProblems(key)) {
      errors.push(invalid(path, key, problem));
    }
    if (typeof value !== 'string') continue;
    for (const problem of labelValueProblems(value)) {
      errors.push(invalid(path, value, problem));
    }
  }
  return errors;
}

function validateName(metadata: JsonObject, rule: NameRule): FieldError[] {
  const generateName = stringAt(metadata, 'generateName');
  const name = stringAt(metadata, 'name') ?? '';
  const errors: FieldError[] = [];
  if (generateName) {
    for (const problem of nameProblems(rule, generateName, true)) {
      errors.push(invalid('metadata.generateName', generateName, problem));
    }
  }
  if (name === '') {
    if (!generateName) {
      errors.push(
        required('metadata.name', 'name or generateName is required'),
      );
    }
    return errors;
  }
  for (const problem of nameProblems(rule, name, false)) {
    errors.push(invalid('metadata.name', name, problem));
  }
  return errors;
}

function validateAnnotations(annotations: unknown): FieldError[] {
  const path = 'metadata.annotations';
  const errors: FieldError[] = [];
  if (!isObject(annotations)) return errors;
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    for (const problem of qualifiedNameProblems(key.toLowerCase())) {
      errors.push(invalid(path, key, problem));
    }
    size += Buffer.byteLength(key);
    if (typeof value === 'string') size += Buffer.byteLength(value);
  }
  if (size > annotationsLimit) errors.push(tooLong(path, annotationsLimit));
  return errors;
}

function validateFinalizers(metadata: JsonObject): FieldError[] {
  const path = 'metadata.finalizers';
  const errors: FieldError[] = [];
  const names = listAt(metadata, 'finalizers');
  names.forEach(name => {
    if (typeof name !== 'string') return;
    for (const problem of qualifiedNameProblems(name)) {
      errors.push(invalid(path, name, problem));
    }
  });
  if (names.includes('orphan') && names.includes('foregroundDeletion')) {
    errors.push(
      invalid(
        path,
        names,
        'finalizer orphan and foregroundDeletion cannot be both set',
      ),
    );
  }
  return errors;
}

function validateOwners(metadata: JsonObject): FieldError[] {
  const path = 'metadata.ownerReferences';
  const errors: FieldError[] = [];
  let controller: string | undefined;
  listAt(metadata, 'ownerReferences').forEach(owner => {
    if (!isObject(owner)) return;
    for (const field of ['apiVersion', 'kind', 'name', 'uid']) {
      if (!stringAt(owner, field)) {
        errors.push(
          invalid(
            `${path}.${field}`,
            '',
            field === 'apiVersion'
              ? 'version must not be empty'
              : 'must not be empty',
          ),
        );
      }
    }
    if (owner.controller !== true) return;
    const title = `${stringAt(owner, 'kind')}/${stringAt(owner, 'name')}`;
    if (controller === undefined) {
      controller = title;
    } else {
      errors.push(
        invalid(
          path,
          listAt(metadata, 'ownerReferences'),
          `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${title}`,
        ),
      );
    }
  });
  return errors;
}

/** Validates that immutable fields did not change, and that an object that is being deleted got no finalizers. */
function validateChange(metadata: JsonObject, old: JsonObject): FieldError[] {
  const errors: FieldError[] = [];
  for (const field of [
    'name',
    'namespace',
    'uid',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
  ]) {
    const value = member(metadata, field);
    if (!jsonEquals(value, member(old, field))) {
      errors.push(
        invalid(`metadata.${field}`, value ?? null, 'field is immutable'),
      );
    }
  }
  if (stringAt(old, 'deletionTimestamp')) {
    const before = listAt(old, 'finalizers');
    const added = listAt(metadata, 'finalizers').filter(
      name => !before.includes(name),
    );
    if (added.length > 0) {
      const names = added.map(name => JSON.stringify(name)).join(', ');
      errors.push(
        forbidden(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${names}}`,
        ),
      );
    }
  }
  return errors;
}
