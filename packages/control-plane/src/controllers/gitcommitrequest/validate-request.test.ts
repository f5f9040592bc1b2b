import type { GitCommitRequest } from '@promenade/openchoreo-model';
import { publicGitHosts } from './git-hosts';
import { validateRequest } from './validate-request';

const request = (
  spec: Partial<GitCommitRequest['spec']> = {},
): Pick<GitCommitRequest, 'spec'> => ({
  spec: {
    repoURL: 'https://github.com/acme/environments',
    message: 'Promote greeter',
    files: [{ path: 'production/greeter.yaml', content: 'a: 1\n' }],
    ...spec,
  },
});

describe('validateRequest', () => {
  it.each([
    ['a repository on a public host', {}],
    ['a branch with a slash', { branch: 'release/1.0' }],
    ['an empty file', { files: [{ path: 'a', content: '' }] }],
    ['a deletion', { files: [{ path: 'a/b', delete: true }] }],
    [
      'a patch with content',
      { files: [{ path: 'a.yaml', patch: '[]', content: 'a: 1\n' }] },
    ],
  ])('accepts %s', (_, spec) => {
    expect(validateRequest(request(spec), publicGitHosts)).toBeUndefined();
  });

  it.each([
    '../outside',
    'a/../../outside',
    '/etc/passwd',
    'a//b',
    './a',
    'a/',
    '',
    '.git/hooks/post-receive',
    'a/.GIT/config',
    'a\\..\\b',
    'a\nb',
  ])('rejects the path %j', path => {
    const files = [{ path, content: 'x' }];
    expect(validateRequest(request({ files }), publicGitHosts)).toMatchObject({
      reason: 'InvalidRequest',
      message: expect.stringContaining('spec.files[0]: path'),
    });
  });

  it.each([
    ['no file', { files: [] }, /spec.files: has no file/],
    [
      'a file without a change',
      { files: [{ path: 'a' }] },
      /has no content, no patch and no delete/,
    ],
    [
      'a deletion with content',
      { files: [{ path: 'a', content: 'x', delete: true }] },
      /neither content nor patch/,
    ],
    [
      'a path that is named twice',
      {
        files: [
          { path: 'a', content: 'x' },
          { path: 'a', content: 'y' },
        ],
      },
      /"a" is named twice/,
    ],
    ['a branch that is an option', { branch: '--force' }, /spec.branch/],
    ['a branch with two dots', { branch: 'a..b' }, /spec.branch/],
    ['a URL of SSH', { repoURL: 'git@github.com:acme/x' }, /spec.repoURL/],
    ['a path of the server', { repoURL: 'file:///etc' }, /spec.repoURL/],
    [
      'credentials in the URL',
      { repoURL: 'https://user:hush@github.com/acme/x' },
      /has credentials/,
    ],
  ])('rejects %s', (_, spec, message) => {
    expect(validateRequest(request(spec), publicGitHosts)).toMatchObject({
      reason: 'InvalidRequest',
      message: expect.stringMatching(message),
    });
  });

  it.each(['?token=hush', '#hush', '?path=/'])(
    'rejects a URL with %s',
    part => {
      const repoURL = `https://github.com/acme/x${part}`;
      const invalid = validateRequest(request({ repoURL }), publicGitHosts);
      expect(invalid?.reason).toBe('InvalidRequest');
      expect(invalid?.message).not.toContain('hush');
    },
  );

  it('does not repeat credentials of the URL', () => {
    const repoURL = 'https://user:hush@github.com/acme/x';
    expect(
      validateRequest(request({ repoURL }), publicGitHosts)?.message,
    ).not.toContain('hush');
  });

  it.each([
    ['https://git.acme.test/x/y', ['git.acme.test'], true],
    ['https://git.acme.test/x/y', ['github.com'], false],
    ['https://git.acme.test:8443/x/y', ['git.acme.test'], false],
    ['https://git.acme.test:8443/x/y', ['git.acme.test:8443'], true],
    ['http://git.acme.test/x/y', ['git.acme.test'], false],
    ['http://git.acme.test/x/y', ['http://git.acme.test'], true],
    ['http://169.254.169.254/latest', ['github.com'], false],
  ])('decides whether the host of %s is among %j: %s', (repoURL, hosts, ok) => {
    expect(validateRequest(request({ repoURL }), hosts)?.reason).toBe(
      ok ? undefined : 'HostNotAllowed',
    );
  });
});
