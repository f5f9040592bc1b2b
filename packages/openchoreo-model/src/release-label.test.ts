import { imageTag, releaseLabel } from './release-label';

describe('imageTag', () => {
  it.each([
    ['registry.test/app:1.4.2', '1.4.2'],
    ['localhost:5000/app', 'latest'],
    ['localhost:5000/app:2', '2'],
    ['app:1@sha256:0123456789abcdef', '1'],
    ['app@sha256:0123456789abcdef', '0123456'],
  ])('of %s is %s', (image, tag) => {
    expect(imageTag(image)).toBe(tag);
  });
});

describe('releaseLabel', () => {
  it('contains the beginning of the hash and the tag', () => {
    expect(releaseLabel('7f3a2c1d4e5f', 'app:1.4.2')).toBe('7f3a2c1 1.4.2');
  });

  it('contains only the beginning of the hash without an image', () => {
    expect(releaseLabel('7f3a2c1d4e5f')).toBe('7f3a2c1');
  });
});
