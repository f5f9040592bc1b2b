import { sampleCell } from '../__testUtils__/cells';
import { focusCell } from './focusCell';

const namesOf = (component: string) => {
  const { components, connections } = focusCell(sampleCell, component);
  return {
    components: components.map(({ name }) => name),
    connections: connections.map(
      ({ from, name }) => `${from.component}: ${name}`,
    ),
  };
};

describe('focusCell', () => {
  it('keeps a component, what it calls in its project, and what calls it', () => {
    expect(namesOf('cart')).toEqual({
      components: ['cart', 'front', 'mailer'],
      connections: [
        'cart: mail',
        'cart: stock',
        'cart: payments',
        'front: cart',
        'report: cart',
      ],
    });
  });

  it('leaves out what other components call', () => {
    expect(namesOf('front')).toEqual({
      components: ['cart', 'front'],
      connections: ['front: cart'],
    });
  });

  it('does not take a component of another project for one of the same name', () => {
    const [inside] = sampleCell.connections;
    const eastbound = {
      ...inside,
      direction: 'eastbound' as const,
      to: {
        kind: 'component' as const,
        project: 'depot',
        component: 'mailer',
      },
    };
    const cell = { ...sampleCell, connections: [eastbound] };
    expect(focusCell(cell, 'front').components).toHaveLength(1);
    expect(focusCell(cell, 'mailer').connections).toEqual([]);
  });

  it('has a component without connections alone', () => {
    const cell = { ...sampleCell, connections: [] };
    expect(focusCell(cell, 'mailer').components).toHaveLength(1);
  });
});
