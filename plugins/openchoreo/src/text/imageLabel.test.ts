import { imageLabel } from './imageLabel';

describe('imageLabel', () => {
  it('drops registry, port and path', () => {
    expect(imageLabel('registry.test:5000/shop/greeter:1.4.2')).toBe(
      'greeter:1.4.2',
    );
  });

  it('accepts an image without a tag', () => {
    expect(imageLabel('localhost:5000/greeter')).toBe('greeter');
  });

  it('shortens a digest, and drops it if there is a tag', () => {
    expect(imageLabel('shop/greeter@sha256:0123456789abcdef')).toBe(
      'greeter@0123456',
    );
    expect(imageLabel('shop/greeter:2@sha256:0123456789abcdef')).toBe(
      'greeter:2',
    );
  });
});
