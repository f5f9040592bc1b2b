import { imageLabel } from './imageLabel';

describe('imageLabel', () => {
  it('leaves registry, port and folders out', () => {
    expect(imageLabel('registry.test:5000/shop/greeter:1.4.2')).toBe(
      'greeter:1.4.2',
    );
  });

  it('keeps an image without a tag as it is', () => {
    expect(imageLabel('localhost:5000/greeter')).toBe('greeter');
  });

  it('shortens a digest, and leaves it out beside a tag', () => {
    expect(imageLabel('shop/greeter@sha256:0123456789abcdef')).toBe(
      'greeter@0123456',
    );
    expect(imageLabel('shop/greeter:2@sha256:0123456789abcdef')).toBe(
      'greeter:2',
    );
  });
});
