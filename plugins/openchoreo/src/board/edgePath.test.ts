import { edgePath } from './edgePath';

describe('edgePath', () => {
  it('is one horizontal line between cards of the same height', () => {
    expect(
      edgePath([
        { x: 0, y: 10 },
        { x: 40, y: 10 },
      ]),
    ).toBe('M 0 10 H 40');
  });

  it('bends half-way and ends horizontally', () => {
    expect(
      edgePath([
        { x: 0, y: 0 },
        { x: 40, y: 100 },
      ]),
    ).toBe('M 0 0 H 12 q 8 0 8 8 V 92 q 0 8 8 8 H 40');
  });

  it('bends upwards and applies the bend offset', () => {
    expect(
      edgePath(
        [
          { x: 0, y: 100 },
          { x: 40, y: 0 },
        ],
        4,
      ),
    ).toBe('M 0 100 H 16 q 8 0 8 -8 V 8 q 0 -8 8 -8 H 40');
  });
});
