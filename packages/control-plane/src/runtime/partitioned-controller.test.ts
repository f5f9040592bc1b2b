import { PartitionedController } from './partitioned-controller';

/** A promise that is resolved by hand. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { open, opened };
}

/** Partitions keys by the text before the slash, unless they are moved. */
function start(
  reconcile: (key: string) => Promise<void>,
  moved: ReadonlyMap<string, string> = new Map(),
) {
  const stop = new AbortController();
  const controller = new PartitionedController({
    name: 'test',
    concurrency: 2,
    partitionOf: key => moved.get(key) ?? key.split('/')[0],
    reconcile,
  });
  const ended = controller.start(stop.signal);
  return {
    controller,
    async stop() {
      stop.abort();
      await ended;
    },
  };
}

describe('PartitionedController', () => {
  it('reconciles keys of other partitions while one is blocked', async () => {
    const blocked = gate();
    const done: string[] = [];
    const { controller, stop } = start(async key => {
      if (key.startsWith('slow/')) await blocked.opened;
      done.push(key);
    });
    for (const key of ['slow/1', 'slow/2', 'slow/3', 'slow/4', 'fast/1']) {
      controller.queue.add(key);
    }
    await new Promise(resolve => {
      setImmediate(resolve);
    });
    expect(done).toEqual(['fast/1']);
    blocked.open();
    await controller.idle();
    expect(done.sort()).toEqual([
      'fast/1',
      'slow/1',
      'slow/2',
      'slow/3',
      'slow/4',
    ]);
    await stop();
  });

  it('never reconciles a key in two partitions at once, and again after the move', async () => {
    const moved = new Map<string, string>();
    const first = gate();
    let running = 0;
    let most = 0;
    let passes = 0;
    const { controller, stop } = start(async () => {
      passes += 1;
      running += 1;
      most = Math.max(most, running);
      if (passes === 1) await first.opened;
      running -= 1;
    }, moved);
    controller.queue.add('a/key');
    await new Promise(resolve => {
      setImmediate(resolve);
    });
    moved.set('a/key', 'b');
    controller.queue.add('a/key');
    await new Promise(resolve => {
      setImmediate(resolve);
    });
    first.open();
    await controller.idle();
    expect({ most, passes }).toEqual({ most: 1, passes: 2 });
    await stop();
  });

  it('moves a queued key when its partition changes', async () => {
    const moved = new Map<string, string>();
    const blocked = gate();
    const done: string[] = [];
    const { controller, stop } = start(async key => {
      if (key.startsWith('slow/')) await blocked.opened;
      else done.push(key);
    }, moved);
    controller.queue.addAfter('a/key', 1);
    moved.set('a/key', 'b');
    await new Promise(resolve => {
      setTimeout(resolve, 20);
    });
    await controller.idle();
    expect(done).toEqual(['a/key']);
    blocked.open();
    await stop();
  });
});
