import { repositoryKey } from './repositoryKey';

describe('repositoryKey', () => {
  it.each([
    'https://git.example.com/shop/greeter',
    'https://git.example.com/shop/greeter.git',
    'https://user:token@git.example.com/Shop/Greeter/',
    'http://GIT.example.com/shop/greeter',
    'ssh://git@git.example.com/shop/greeter.git',
    'git@git.example.com:shop/greeter.git',
    ' git.example.com:shop/greeter ',
  ])('is the same for all URLs of a repository: %s', url => {
    expect(repositoryKey(url)).toBe('git.example.com/shop/greeter');
  });

  it.each([
    'https://git.example.com/shop/greeter-two',
    'https://git.example.com:8443/shop/greeter',
    'https://git.example.org/shop/greeter',
    'https://git.example.com/other/shop/greeter',
  ])('is another one for another repository: %s', url => {
    expect(repositoryKey(url)).not.toBe('git.example.com/shop/greeter');
  });

  it.each(['', 'greeter', 'https://git.example.com', '../greeter'])(
    'has none for what is no URL of a repository: "%s"',
    url => {
      expect(repositoryKey(url)).toBeUndefined();
    },
  );
});
