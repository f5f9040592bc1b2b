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

/** A platform whose boards say how many changes there were of their component. */
function aPlatform() {
  const changes = new Map<string, number>();
  const listeners = new Set<(change: PlatformChange) => void>();
  const freshness = new Set<(report: FreshnessReport) => void>();
  let made = 0;
  const deployBoard = (ref: ComponentRef): DeployBoard => {
    const { organization, project, component: name } = ref;
    const count = changes.get(name) ?? 0;
    if (count < 0) throw new NotFoundError(`There is no component ${name}`);
    made += 1;
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
    boardsMade: () => made,
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

  beforeEach(() => {
    jest.useFakeTimers();
    platform = aPlatform();
    feed = new BoardFeed(platform);
  });

  afterEach(() => {
    feed.close();
    jest.useRealTimers();
  });

  function look(component: string) {
    const heard: string[] = [];
    const stop = feed.subscribe(refOf(component), (message: BoardMessage) => {
      heard.push(
        message.type === 'board' ? message.board.component.type : message.type,
      );
    });
    return { heard, stop };
  }

  it('tells the board at once', () => {
    expect(look('greeter').heard).toEqual(['Service 0']);
  });

  it('gathers the changes of a moment, and makes one board for all who look', () => {
    const one = look('greeter');
    const two = look('greeter');
    const before = platform.boardsMade();
    for (let count = 1; count <= 50; count += 1) {
      platform.change('greeter', count);
    }
    jest.advanceTimersByTime(100);
    expect(platform.boardsMade()).toBe(before + 1);
    expect(one.heard).toEqual(['Service 0', 'Service 50']);
    expect(two.heard).toEqual(['Service 0', 'Service 50']);
  });

  it('says nothing when a change does not show', () => {
    const { heard } = look('greeter');
    platform.change('greeter', 0);
    jest.advanceTimersByTime(100);
    expect(heard).toEqual(['Service 0']);
  });

  it('does not look at a board that a change is not about', () => {
    look('greeter');
    const before = platform.boardsMade();
    platform.change('other', 1);
    jest.advanceTimersByTime(100);
    expect(platform.boardsMade()).toBe(before);
  });

  it('shows who comes anew what is true now', () => {
    look('greeter');
    platform.change('greeter', 1);
    expect(look('greeter').heard).toEqual(['Service 1']);
  });

  it('gives a sign of life every 15 seconds', () => {
    const { heard } = look('greeter');
    jest.advanceTimersByTime(30_000);
    expect(heard).toEqual(['Service 0', 'heartbeat', 'heartbeat']);
  });

  it('ends when the component is gone', () => {
    const { heard } = look('greeter');
    platform.change('greeter', -1);
    jest.advanceTimersByTime(100);
    expect(heard).toEqual(['Service 0', 'end']);
  });

  it('does nothing for those who left', () => {
    const { heard, stop } = look('greeter');
    stop();
    platform.change('greeter', 1);
    jest.advanceTimersByTime(15_000);
    expect(heard).toEqual(['Service 0']);
    expect(platform.boardsMade()).toBe(1);
  });

  it('ends every stream when it is closed, and listens no more', () => {
    const { heard } = look('greeter');
    feed.close();
    expect(heard).toEqual(['Service 0', 'end']);
    expect(platform.listeners.size).toBe(0);
  });

  it('lets who asks for a component that is not there know', () => {
    platform.change('nobody', -1);
    expect(() => look('nobody')).toThrow(/There is no component nobody/);
  });
});
