import { imageTag } from './imageTag';

describe('imageTag', () => {
  it.each([
    ['ghcr.io/acme/greeter:1.4.2', '1.4.2'],
    ['registry.test:5000/greeter', 'latest'],
    ['registry.test:5000/greeter:9', '9'],
    ['greeter@sha256:0123456789abcdef', '0123456789ab'],
    ['greeter:2@sha256:0123456789abcdef', '2'],
  ])('calls %s by %s', (image, tag) => {
    expect(imageTag(image)).toBe(tag);
  });
});
