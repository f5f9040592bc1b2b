import { imageReferenceProblem, parseImageReference } from './imageReference';

const digest = `sha256:${'0a'.repeat(32)}`;

describe('parseImageReference', () => {
  it.each([
    ['greeter', { repository: 'greeter' }],
    ['greeter:1.4.2', { repository: 'greeter', tag: '1.4.2' }],
    ['shop/greeter:1', { repository: 'shop/greeter', tag: '1' }],
    [
      'registry.test:5000/shop/greeter:1.4.2',
      {
        registry: 'registry.test:5000',
        repository: 'shop/greeter',
        tag: '1.4.2',
      },
    ],
    [
      `localhost/greeter@${digest}`,
      { registry: 'localhost', repository: 'greeter', digest },
    ],
    [
      `registry.test/greeter:2@${digest}`,
      { registry: 'registry.test', repository: 'greeter', tag: '2', digest },
    ],
  ])('parses %s', (text, parts) => {
    expect(parseImageReference(text)).toEqual(parts);
    expect(imageReferenceProblem(text)).toBeUndefined();
  });
});

describe('imageReferenceProblem', () => {
  it.each([
    ['', 'is empty'],
    ['registry.test/greeter: 1', 'has a space'],
    ['https://registry.test/greeter:1', 'begins with "https://"'],
    [
      'registry.test/Shop/greeter:1',
      'has the upper-case repository "Shop/greeter"',
    ],
    ['registry.test/greeter:', 'has no tag after the colon'],
    ['greeter:-1', 'has the invalid tag "-1"'],
    [`greeter:${'1'.repeat(129)}`, 'has the invalid tag'],
    ['greeter@sha256:12', 'has the invalid digest "sha256:12"'],
    [`registry.test/${'a'.repeat(1024)}`, 'is too long'],
    ['registry.test//greeter:1', 'is not a container image'],
    ['greeter_:1', 'is not a container image'],
  ])('rejects %j: %s', (text, problem) => {
    expect(imageReferenceProblem(text)).toContain(problem);
    expect(parseImageReference(text)).toBeUndefined();
  });
});
