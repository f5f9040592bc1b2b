import { FileChangeError, changeFile } from './change-file';

const replace = (path: string, value: unknown) =>
  JSON.stringify([{ op: 'replace', path, value }]);

const yaml = `# The greeter in production
kind: ServiceBinding
spec:
  environment: production # not staging
  artifactRef: greeter-1
`;

describe('changeFile', () => {
  it('writes the content as a whole', () => {
    expect(changeFile({ path: 'a.yaml', content: 'b: 2\n' }, 'a: 1\n')).toBe(
      'b: 2\n',
    );
  });

  it('deletes a file', () => {
    expect(changeFile({ path: 'a', delete: true }, 'x')).toBeUndefined();
    expect(changeFile({ path: 'a', delete: true }, undefined)).toBeUndefined();
  });

  it('patches YAML and keeps its comments and order', () => {
    const patch = replace('/spec/artifactRef', 'greeter-2');
    expect(changeFile({ path: 'a.yaml', patch }, yaml)).toBe(
      yaml.replace('greeter-1', 'greeter-2'),
    );
  });

  it('patches JSON', () => {
    const patch = replace('/a/b', [1, 2]);
    const changed = changeFile({ path: 'a.json', patch }, '{"a":{"b":1}}');
    expect(JSON.parse(changed ?? '')).toEqual({ a: { b: [1, 2] } });
  });

  it('starts a file that does not exist with the content', () => {
    const patch = replace('/a', 2);
    expect(
      changeFile({ path: 'a.yaml', patch, content: 'a: 1\n' }, undefined),
    ).toBe('a: 1\n');
  });

  it.each([
    ['a file that does not exist', replace('/a', 1), undefined, /not exist/],
    ['several documents', replace('/a', 1), 'a: 1\n---\nb: 2\n', /several/],
    ['a patch that is not JSON', 'a: 1', 'a: 1\n', /patch is not JSON/],
    ['a patch that is no list', '{"op":"add"}', 'a: 1\n', /RFC 6902/],
    ['an empty file', replace('/a', 1), '', /it is empty/],
    ['an alias without anchor', replace('/a', 1), 'a: *b\n', /not YAML/],
    [
      'a patch that copies without end',
      JSON.stringify(
        Array.from({ length: 60 }, () => ({
          op: 'copy',
          from: '/a',
          path: '/a/-',
        })),
      ),
      'a: [x]\n',
      /copies more than/,
    ],
    ['an unknown operation', '[{"op":"x","path":"/a"}]', 'a: 1', /be applied/],
    ['a missing member', replace('/b/c', 1), 'a: 1\n', /cannot be applied/],
    ['a failed test', '[{"op":"test","path":"/a","value":2}]', 'a: 1', /appl/],
    [
      'a prototype',
      '[{"op":"add","path":"/__proto__/polluted","value":1}]',
      'a: 1\n',
      /cannot be applied/,
    ],
  ])('rejects %s', (_, patch, existing, message) => {
    const change = () => changeFile({ path: 'x.yaml', patch }, existing);
    expect(change).toThrow(FileChangeError);
    expect(change).toThrow(message);
    expect(change).toThrow(/^x\.yaml: /);
  });
});
