import { describeFieldErrors } from './field-error';
import { JsonObject } from './json';
import { validateObjectMeta } from './validate-object-meta';
import { NameRule } from './structural-schema';

function problems(
  metadata: JsonObject,
  old?: JsonObject,
  rule: NameRule = 'subdomain',
): string {
  const errors = validateObjectMeta({ name: 'web', ...metadata }, old, rule);
  return errors.length === 0 ? '' : describeFieldErrors(errors);
}

const subdomain =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

describe('validateObjectMeta', () => {
  it('accepts valid metadata', () => {
    expect(
      problems({
        name: 'a.b-c',
        labels: { 'example.com/Tier': 'Front_End.1', empty: '' },
        annotations: { 'Example.com/note': 'any text' },
        finalizers: ['example.com/hold'],
      }),
    ).toBe('');
  });

  it('validates names', () => {
    expect(problems({ name: 'Bad_Name' })).toBe(
      `metadata.name: Invalid value: "Bad_Name": ${subdomain}`,
    );
    expect(problems({ name: 'a.b' }, undefined, 'label')).toBe(
      'metadata.name: Invalid value: "a.b": must not contain dots',
    );
    expect(problems({ name: 'system:role' }, undefined, 'path')).toBe('');
    expect(problems({ name: 'x'.repeat(64) }, undefined, 'label')).toBe(
      `metadata.name: Invalid value: "${'x'.repeat(
        64,
      )}": must be no more than 63 characters`,
    );
  });

  it('accepts a trailing dash of generateName', () => {
    expect(problems({ generateName: 'web-' })).toBe('');
  });

  it('rejects invalid labels', () => {
    expect(problems({ labels: { app: 'x'.repeat(64) } })).toBe(
      `metadata.labels: Invalid value: "${'x'.repeat(
        64,
      )}": must be no more than 63 bytes`,
    );
    expect(problems({ labels: { 'bad key': 'x' } })).toContain(
      'metadata.labels: Invalid value: "bad key": name part must consist of',
    );
    expect(problems({ labels: { app: '-x' } })).toContain(
      'metadata.labels: Invalid value: "-x": a valid label must be an empty string or consist of',
    );
  });

  it('rejects two controllers', () => {
    const owner = { apiVersion: 'v1', kind: 'A', name: 'a', controller: true };
    expect(
      problems({
        ownerReferences: [
          { ...owner, uid: '1' },
          { ...owner, kind: 'B', uid: '2' },
        ],
      }),
    ).toContain(
      'Only one reference can have Controller set to true. Found "true" in references for A/a and B/a',
    );
  });

  it('rejects changes of immutable metadata', () => {
    expect(problems({ uid: 'b' }, { name: 'web', uid: 'a' })).toBe(
      'metadata.uid: Invalid value: "b": field is immutable',
    );
  });

  it('rejects new finalizers of an object that is being deleted', () => {
    const deletionTimestamp = '2026-01-02T03:04:05Z';
    expect(
      problems(
        { deletionTimestamp, finalizers: ['a.io/f', 'y.io/g'] },
        { name: 'web', deletionTimestamp, finalizers: ['a.io/f'] },
      ),
    ).toBe(
      'metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{"y.io/g"}',
    );
  });
});
