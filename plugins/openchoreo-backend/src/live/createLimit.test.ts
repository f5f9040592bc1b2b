import { createLimit } from './createLimit';

/** Work that ends when it is told to. */
function heldWork(name: string, started: string[]) {
  let finish = () => {};
  const held = new Promise<void>(resolve => {
    finish = resolve;
  });
  const work = () => {
    started.push(name);
    return held;
  };
  return { work, finish };
}

/** Resolves after the work that has ended made place for other work. */
const settled = async () => {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise(resolve => setImmediate(resolve));
  }
};

describe('createLimit', () => {
  it('leaves place for the work of others', async () => {
    const started: string[] = [];
    const run = createLimit(3, 2);
    const ofAda = ['a1', 'a2', 'a3', 'a4'].map(name => heldWork(name, started));
    for (const { work } of ofAda) run('ada', work);
    expect(started).toEqual(['a1', 'a2']);
    run('grace', heldWork('g1', started).work);
    run('grace', heldWork('g2', started).work);
    expect(started).toEqual(['a1', 'a2', 'g1']);
    ofAda[0].finish();
    await settled();
    // It is the turn of Ada, whose work waits longer. Then it is that of Grace.
    expect(started).toEqual(['a1', 'a2', 'g1', 'a3']);
    ofAda[1].finish();
    await settled();
    expect(started).toEqual(['a1', 'a2', 'g1', 'a3', 'g2']);
  });

  it('has work that waits once', async () => {
    const started: string[] = [];
    const run = createLimit(1, 1);
    const first = heldWork('first', started);
    const second = heldWork('second', started);
    run('ada', first.work);
    run('ada', second.work);
    run('ada', second.work);
    first.finish();
    second.finish();
    await settled();
    expect(started).toEqual(['first', 'second']);
  });

  it('gives other events their turn between two works', async () => {
    const order: string[] = [];
    const run = createLimit(1, 1);
    run('ada', async () => void order.push('first'));
    run('ada', async () => void order.push('second'));
    setImmediate(() => order.push('request'));
    await settled();
    expect(order).toEqual(['first', 'request', 'second']);
  });
});
