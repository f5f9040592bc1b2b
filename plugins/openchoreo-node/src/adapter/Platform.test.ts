import { mockServices } from '@backstage/backend-test-utils';
import { KubeClient } from '@promenade/kube-client';
import { projectKind } from '@promenade/openchoreo-model';
import {
  startTestKubernetes,
  type TestKubernetes,
} from '@promenade/test-kubernetes';
import { forbidReading } from '../__testUtils__/forbidReading';
import { aPlatform } from '../__testUtils__/platform';
import { waitForValue } from '../__testUtils__/waitForValue';
import { classBindingAdapter } from '../class-binding/classBindingAdapter';
import { componentKind } from '../class-binding/kinds';
import type { CatalogUnitKey } from '../domain/CatalogUnit';
import { OpenChoreoViews } from '../views/OpenChoreoViews';
import { Platform } from './Platform';
import type { PlatformAdapter } from './PlatformAdapter';

jest.setTimeout(60_000);

/** An adapter that requires a kind which the API does not serve. */
const otherGeneration: PlatformAdapter = {
  ...classBindingAdapter,
  generation: 'other',
  kinds: [...classBindingAdapter.kinds, { ...componentKind, kind: 'Unserved' }],
  requiredKinds: [{ ...componentKind, kind: 'Unserved' }],
  verbs: [],
};

describe('Platform', () => {
  let kubernetes: TestKubernetes;
  let client: KubeClient;
  let organization: Awaited<ReturnType<typeof aPlatform>>;
  const stop = new AbortController();

  beforeAll(async () => {
    kubernetes = await startTestKubernetes();
    client = KubeClient.fromKubeconfig(kubernetes.kubeconfig);
    organization = await aPlatform(client);
  });

  afterAll(async () => {
    stop.abort();
    await organization.remove();
    await client.close();
    await kubernetes.stop();
  });

  it('is read by the first adapter whose required kinds the API serves', async () => {
    const platform = new Platform([otherGeneration, classBindingAdapter], {
      client,
      logger: mockServices.logger.mock(),
      includes: name => name === organization.organization,
    });
    const changes: string[] = [];
    platform.onChange(({ kind, name }) => changes.push(`${kind} ${name}`));
    expect(platform.catalogUnits.isComplete('project')).toBe(false);
    platform.start(stop.signal);
    await platform.waitForSync(AbortSignal.timeout(30_000));

    expect(platform.freshness().status).toBe('live');
    expect(platform.catalogUnits.isComplete('project')).toBe(true);
    expect(platform.catalogUnits.list('project')).toEqual([
      {
        type: 'project',
        organization: organization.organization,
        name: 'shop',
      },
    ]);
    expect(changes.filter(change => change === 'Project shop')).toHaveLength(1);
  });

  it('does not read an API by another adapter while it does not know whether the first one can', async () => {
    const unit: CatalogUnitKey = {
      type: 'project',
      organization: organization.organization,
      name: 'of-the-first-adapter',
    };
    const first: PlatformAdapter = {
      ...classBindingAdapter,
      generation: 'first',
      catalogUnits: { ...classBindingAdapter.catalogUnits, list: () => [unit] },
    };
    const find = jest
      .spyOn(client, 'resourceFor')
      .mockRejectedValueOnce(new Error('no answer'));
    const platform = new Platform([first, classBindingAdapter], {
      client,
      logger: mockServices.logger.mock(),
      includes: name => name === organization.organization,
    });
    platform.start(stop.signal);
    await platform.waitForSync(AbortSignal.timeout(50_000));
    find.mockRestore();

    expect(platform.catalogUnits.isComplete('project')).toBe(true);
    expect(platform.catalogUnits.list('project')).toEqual([unit]);
  });

  it('does not ask for the kinds of an older generation where a newer one is served', async () => {
    const logger = mockServices.logger.mock();
    const find = jest.spyOn(client, 'resourceFor');
    const platform = new Platform([classBindingAdapter, otherGeneration], {
      client,
      logger,
      includes: name => name === organization.organization,
    });
    platform.start(stop.signal);
    await platform.waitForSync(AbortSignal.timeout(50_000));
    // It is looked for again, so that an upgrade needs no restart.
    const looks = () =>
      find.mock.calls.filter(([, kind]) => kind === 'Unserved').length;
    await waitForValue(() => looks() > 1 || undefined);
    find.mockRestore();
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('tells which units are seen to be deleted', async () => {
    const platform = new Platform([classBindingAdapter], {
      client,
      logger: mockServices.logger.mock(),
      includes: name => name === organization.organization,
    });
    platform.start(stop.signal);
    await platform.waitForSync(AbortSignal.timeout(30_000));
    const key = { namespace: organization.organization, name: 'doomed' };
    const seen = new Promise<readonly CatalogUnitKey[]>(resolve => {
      platform.catalogUnits.subscribe({
        onRead: () => {},
        onChange: (_, __, deleted) => {
          if (deleted?.length) resolve(deleted);
        },
      });
    });
    await client.create(projectKind, {
      apiVersion: projectKind.apiVersion,
      kind: projectKind.kind,
      metadata: key,
      spec: { deploymentPipelineRef: 'default' },
    });
    await client.delete(projectKind, key);
    expect(await seen).toEqual([
      {
        type: 'project',
        organization: organization.organization,
        name: 'doomed',
      },
    ]);
  });

  it('lists the problems of catalog units among the rejected resources', () => {
    const platform = new Platform([classBindingAdapter], {
      client,
      logger: mockServices.logger.mock(),
    });
    const unit: CatalogUnitKey = {
      type: 'component',
      organization: 'acme',
      name: 'orders',
    };
    const problem = { path: 'metadata.name', message: 'The name is taken' };
    platform.catalogUnits.report(unit, [problem]);
    expect(platform.rejected()).toEqual([
      {
        apiVersion: 'openchoreo.dev/v1alpha1',
        kind: 'Component',
        namespace: 'acme',
        name: 'orders',
        problems: [problem],
        since: expect.any(String),
      },
    ]);
    platform.catalogUnits.report(unit);
    expect(platform.rejected()).toEqual([]);
  });

  describe('with a Kubernetes account that may not read every kind', () => {
    const component = () => organization.component('greeter');

    async function startWithout(plural: string) {
      const allow = forbidReading(client, plural);
      const platform = new Platform([classBindingAdapter], {
        client,
        logger: mockServices.logger.mock(),
        includes: name => name === organization.organization,
      });
      platform.start(stop.signal);
      await platform.waitForSync(AbortSignal.timeout(30_000));
      allow();
      return new OpenChoreoViews(platform);
    }

    beforeAll(async () => {
      await client.create(componentKind, {
        apiVersion: componentKind.apiVersion,
        kind: 'Component',
        metadata: { name: 'greeter', namespace: organization.organization },
        spec: { owner: { projectName: 'shop' }, type: 'Service' },
      });
    });

    it('shows boards without a kind that they do not read', async () => {
      const views = await startWithout('buildplanes');
      const board = views.deployBoard(component());
      expect(board.environments).toHaveLength(3);
      expect(board.rejected).toBeUndefined();
    });

    it('shows boards with the missing right for an optional kind', async () => {
      const views = await startWithout('managedresources');
      const board = views.deployBoard(component());
      expect(board.environments).toHaveLength(3);
      expect(board.rejected).toEqual([
        'The Kubernetes account of the backend may not get, list and watch managedresources.delivery.openchoreo.dev. Ask the platform team to grant it.',
      ]);
    });

    it('shows boards without promotions, and fails to list these with the missing right', async () => {
      const views = await startWithout('promotions');
      const board = views.deployBoard(component());
      expect(board.environments).toHaveLength(3);
      await expect(views.promotions(component())).rejects.toThrow(
        /may not get, list and watch promotions\.delivery\.openchoreo\.dev/,
      );
    });

    it('fails to show a board with the missing right for a required kind', async () => {
      const views = await startWithout('servicebindings');
      expect(() => views.deployBoard(component())).toThrow(
        /may not get, list and watch servicebindings\.openchoreo\.dev/,
      );
    });
  });
});
