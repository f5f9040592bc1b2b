import { mockServices } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import type {
  BoardMessage,
  ComponentRef,
  DeployBoard,
} from '@promenade/backstage-plugin-openchoreo-common';
import type {
  FreshnessReport,
  PlatformChange,
} from '@promenade/backstage-plugin-openchoreo-node';
import { BoardFeed } from './BoardFeed';

const refOf = (component: string): ComponentRef => ({
  organization: 'acme',
  project: 'shop',
  component,
});

/** A platform whose boards have the number of changes of their component. */
function aPlatform() {
  const changes = new Map<string, number>();
  const listeners = new Set<(change: PlatformChange) => void>();
  const freshness = new Set<(report: FreshnessReport) => void>();
  let computed = 0;
  const deployBoard = (ref: ComponentRef): DeployBoard => {
    const { organization, project, component: name } = ref;
    const count = changes.get(name) ?? 0;
    if (Number.isNaN(count)) throw new TypeError('A view has a bug');
    if (count < 0) throw new NotFoundError(`There is no component ${name}`);
    computed += 1;
    return {
      component: { organization, project, name, type: `Service ${count}` },
      pipeline: { name: 'default', edges: [] },
      environments: [],
      asOf: new Date().toISOString(),
    };
  };
  const change = (name: string, count: number) => {
    changes.set(name, count);
    for (const listener of listeners) {
      listener({
        type: 'updated',
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind: 'Component',
        namespace: 'acme',
        name,
        components: [`acme/shop/${name}`],
      });
    }
  };
  return {
    change,
    computedBoards: () => computed,
    listeners,
    openChoreo: {
      cache: {
        onChange(listener: (change: PlatformChange) => void) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        onFreshness(listener: (report: FreshnessReport) => void) {
          freshness.add(listener);
          return () => freshness.delete(listener);
        },
      },
      views: { deployBoard },
    },
  };
}

describe('BoardFeed', () => {
  let platform: ReturnType<typeof aPlatform>;
  let feed: BoardFeed;
  const logger = mockServices.logger.mock();

  beforeEach(() => {
    jest.useFakeTimers();
    platform = aPlatform();
    feed = new BoardFeed({ ...platform, logger });
  });

  afterEach(() => {
    feed.close();
    jest.useRealTimers();
  });

  function subscribe(component: string) {
    const received: string[] = [];
    const stop = feed.subscribe(refOf(component), (message: BoardMessage) => {
      received.push(
        message.type === 'board' ? message.board.component.type : message.type,
      );
    });
    return { received, stop };
  }

  it('sends the board at once', () => {
    expect(subscribe('greeter').received).toEqual(['Service 0']);
  });

  it('computes one board for all subscribers after several changes', () => {
    const one = subscribe('greeter');
    const two = subscribe('greeter');
    const before = platform.computedBoards();
    for (let count = 1; count <= 50; count += 1) {
      platform.change('greeter', count);
    }
    jest.advanceTimersByTime(100);
    expect(platform.computedBoards()).toBe(before + 1);
    expect(one.received).toEqual(['Service 0', 'Service 50']);
    expect(two.received).toEqual(['Service 0', 'Service 50']);
  });

  it('sends nothing when the board has not changed', () => {
    const { received } = subscribe('greeter');
    platform.change('greeter', 0);
    jest.advanceTimersByTime(100);
    expect(received).toEqual(['Service 0']);
  });

  it('does not compute a board that a change does not affect', () => {
    subscribe('greeter');
    const before = platform.computedBoards();
    platform.change('other', 1);
    jest.advanceTimersByTime(100);
    expect(platform.computedBoards()).toBe(before);
  });

  it('sends the current board to a new subscriber', () => {
    subscribe('greeter');
    platform.change('greeter', 1);
    expect(subscribe('greeter').received).toEqual(['Service 1']);
  });

  it('sends a heartbeat every 15 seconds', () => {
    const { received } = subscribe('greeter');
    jest.advanceTimersByTime(30_000);
    expect(received).toEqual(['Service 0', 'heartbeat', 'heartbeat']);
  });

  it('ends when the component is deleted', () => {
    const { received } = subscribe('greeter');
    platform.change('greeter', -1);
    jest.advanceTimersByTime(100);
    expect(received).toEqual(['Service 0', 'end']);
  });

  it('computes nothing without subscribers', () => {
    const { received, stop } = subscribe('greeter');
    stop();
    platform.change('greeter', 1);
    jest.advanceTimersByTime(15_000);
    expect(received).toEqual(['Service 0']);
    expect(platform.computedBoards()).toBe(1);
  });

  it('ends a stream whose board cannot be computed, and no other', () => {
    const broken = subscribe('broken');
    const greeter = subscribe('greeter');
    platform.change('broken', Number.NaN);
    jest.advanceTimersByTime(100);
    expect(broken.received).toEqual(['Service 0', 'end']);
    jest.advanceTimersByTime(15_000);
    expect(greeter.received).toEqual(['Service 0', 'heartbeat']);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringContaining('acme/shop/broken'),
      expect.any(Error),
    );
  });

  it('ends every stream and unsubscribes when it is closed', () => {
    const { received } = subscribe('greeter');
    feed.close();
    expect(received).toEqual(['Service 0', 'end']);
    expect(platform.listeners.size).toBe(0);
  });

  it('rejects a missing component', () => {
    platform.change('nobody', -1);
    expect(() => subscribe('nobody')).toThrow(/There is no component nobody/);
  });
});
