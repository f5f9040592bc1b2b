import type { DeletionOptions, WriteOptions } from '../lifecycle/write-options';
import type { FieldError } from '../schema';
import { isObject, textOf } from '../schema/json';
import { headerOf, type ApiRequest } from './request';
import { badRequest, invalidOptions } from '../api/status-error';

const validations = ['Ignore', 'Strict', 'Warn'] as const;
const policies = ['Foreground', 'Background', 'Orphan'] as const;
const managerLimit = 128;

/**
 * Parses the options of a write from the query.
 * @param kind - the kind of the options, for error messages
 * @throws StatusError 422
 */
export function writeOptionsOf(
  request: ApiRequest,
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  isApply = false,
): WriteOptions {
  const errors: FieldError[] = [];
  const manager = request.query.get('fieldManager') ?? '';
  const force = request.query.get('force');
  if (isApply && !manager) {
    errors.push({
      field: 'fieldManager',
      type: 'FieldValueRequired',
      message: 'Required value: is required for apply patch',
    });
  }
  if (manager.length > managerLimit) {
    errors.push({
      field: 'fieldManager',
      type: 'FieldValueTooLong',
      message: `Too long: may not be more than ${managerLimit} bytes`,
    });
  }
  if (force !== null && kind === 'PatchOptions' && !isApply) {
    errors.push({
      field: 'force',
      type: 'FieldValueForbidden',
      message: 'Forbidden: may not be specified for non-apply patch',
    });
  }
  const requested = request.query.get('fieldValidation') || 'Warn';
  const fieldValidation = validations.find(value => value === requested);
  if (!fieldValidation) {
    errors.push(
      unsupported('fieldValidation', requested, ['', ...validations]),
    );
  }
  const dryRun = readDryRun(request.query.getAll('dryRun'), errors);
  if (errors.length > 0) throw invalidOptions(kind, errors);
  return {
    manager: manager || managerOfUserAgent(request),
    fieldValidation: fieldValidation ?? 'Warn',
    dryRun,
    force: force === 'true' || force === '1',
    warn: text => {
      request.warnings.push(text);
    },
  };
}

/**
 * Parses the options of a deletion from the body, or from the query if they are not in the body.
 * @throws StatusError 400, 422
 */
export function deletionOptionsOf(
  request: ApiRequest,
  body: unknown,
): DeletionOptions {
  if (body !== undefined && !isObject(body)) {
    throw badRequest('the body of a deletion must be DeleteOptions');
  }
  const options = body ?? {};
  const errors: FieldError[] = [];
  const requestedPolicy =
    options.propagationPolicy ?? request.query.get('propagationPolicy');
  const orphan =
    options.orphanDependents ?? request.query.get('orphanDependents');
  let propagationPolicy = policies.find(policy => policy === requestedPolicy);
  if (requestedPolicy && !propagationPolicy) {
    errors.push(
      unsupported('propagationPolicy', textOf(requestedPolicy), [
        ...policies,
        'nil',
      ]),
    );
  }
  if (orphan === true || orphan === 'true') propagationPolicy = 'Orphan';
  const dryRun = readDryRun(
    Array.isArray(options.dryRun)
      ? options.dryRun.map(textOf)
      : request.query.getAll('dryRun'),
    errors,
  );
  if (errors.length > 0) throw invalidOptions('DeleteOptions', errors);
  const { preconditions } = options;
  const textAt = (field: string) => {
    const value = isObject(preconditions) ? preconditions[field] : undefined;
    return typeof value === 'string' ? value : undefined;
  };
  return {
    propagationPolicy,
    preconditions: {
      uid: textAt('uid'),
      resourceVersion: textAt('resourceVersion'),
    },
    dryRun,
  };
}

/** The default field manager: the User-Agent up to the first slash. */
function managerOfUserAgent(request: ApiRequest): string {
  const [product] = headerOf(request, 'user-agent').split('/');
  return product.slice(0, managerLimit) || 'unknown';
}

function readDryRun(values: string[], errors: FieldError[]): boolean {
  const given = values.filter(value => value !== '');
  for (const value of given) {
    if (value !== 'All') errors.push(unsupported('dryRun', [value], ['All']));
  }
  return given.length > 0;
}

function unsupported(
  field: string,
  value: string | string[],
  supported: readonly string[],
): FieldError {
  return {
    field,
    type: 'FieldValueNotSupported',
    message: `Unsupported value: ${JSON.stringify(
      value,
    )}: supported values: ${supported
      .map(item => JSON.stringify(item))
      .join(', ')}`,
  };
}
