import type { CatalogUnitKey } from '@promenade/backstage-plugin-openchoreo-node';
import { UnitQueue } from './UnitQueue';

const typeOf = ({ type }: CatalogUnitKey) => type;
const component = (name: string) =>
  ({ type: 'component', organization: 'acme', name } as const);
const project = {
  type: 'project',
  organization: 'acme',
  name: 'shop',
} as const;

describe('UnitQueue', () => {
  it('returns each unit of a complete scope once', () => {
    const queue = new UnitQueue(typeOf, type => type === 'project');
    queue.add([project, component('a'), project]);
    expect(queue.hasReady).toBe(true);
    expect(queue.takeReady()).toEqual([project]);
    expect(queue.hasReady).toBe(false);
  });

  it('keeps the units of an incomplete scope until it is complete', () => {
    let isComplete = false;
    const queue = new UnitQueue(typeOf, () => isComplete);
    queue.add([component('a'), component('b')]);
    expect(queue.hasReady).toBe(false);
    isComplete = true;
    expect(queue.takeReady()).toEqual([component('a'), component('b')]);
  });

  it('does work that is independent of the number of waiting units', () => {
    let checks = 0;
    const queue = new UnitQueue(typeOf, () => {
      checks += 1;
      return false;
    });
    for (let i = 0; i < 1_000; i++) {
      queue.add([component(`c${i}`)]);
      expect(queue.hasReady).toBe(false);
    }
    expect(checks).toBe(1_000);
  });
});
