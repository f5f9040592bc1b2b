import { mockCredentials } from '@backstage/backend-test-utils';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ComponentRefs,
  type CatalogUnitSource,
} from '@promenade/backstage-plugin-openchoreo-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  catalogModuleMock,
  openChoreoServiceMock,
} from '@promenade/backstage-plugin-openchoreo-node/testUtils';
import { platformCatalog, sampleUnits } from './__testUtils__/platformCatalog';

import { PlatformNames } from './PlatformNames';

const user = mockCredentials.user();

const catalogOf = (organization: string) =>
  platformCatalog(organization, sampleUnits(organization));

/** The names in a host with the catalog module, or in one without. */
function namesOf(
  catalog: CatalogService,
  {
    isModuleInstalled = true,
    shared = 'default',
    joined = new Map(),
  }: {
    isModuleInstalled?: boolean;
    shared?: string;
    joined?: Map<string, string>;
  } = {},
) {
  const { cache, catalogUnits } = openChoreoServiceMock();
  const { get } = sampleUnits('acme');
  const list: CatalogUnitSource['list'] = type =>
    ['tram', 'alerts', 'staging', 'acme'].flatMap(name => {
      const key = { type, organization: 'acme', name };
      return get(key) ? [key] : [];
    });
  return new PlatformNames(
    {
      authorization: { componentRefs: async () => new ComponentRefs(joined) },
      catalog,
      catalogModule: catalogModuleMock(isModuleInstalled),
      openchoreo: {
        cache,
        catalogUnits: {
          ...catalogUnits,
          get,
          list,
          sharedOrganizationOf: () => shared,
        },
      },
    },
    user,
  );
}

describe('PlatformNames', () => {
  const names = namesOf(catalogOf('acme'));

  it('resolves a component that an entity of another location has joined', async () => {
    const entity = (annotations: Record<string, string>) => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        namespace: 'default',
        name: 'alert-service',
        annotations: {
          'openchoreo.dev/organization': 'acme',
          'openchoreo.dev/project': 'tram',
          'openchoreo.dev/component': 'alerts',
          ...annotations,
        },
      },
    });
    const ref = 'component:default/alert-service';
    const joined = new Map([['component:acme/alerts', ref]]);
    const of = (annotations: Record<string, string>) =>
      namesOf(catalogServiceMock({ entities: [entity(annotations)] }), {
        joined,
      });
    const mark = { 'openchoreo.dev/joined': 'acme/tram/alerts' };
    const alerts = {
      organization: 'acme',
      project: 'tram',
      component: 'alerts',
    };
    expect(await of(mark).component(ref, undefined)).toEqual(alerts);
    expect(await of(mark).component('alerts', 'acme')).toEqual(alerts);
    await expect(of({}).component(ref, undefined)).rejects.toThrow(
      'is not an OpenChoreo component',
    );
  });

  it('resolves the entity ref of a project by its annotations', async () => {
    expect(await names.project('system:default/tram', undefined)).toEqual({
      organization: 'acme',
      project: 'tram',
    });
  });

  it('resolves the plain name of a project with the organization', async () => {
    const tram = { organization: 'acme', project: 'tram' };
    expect(await names.project('tram', 'acme')).toEqual(tram);
    expect(await names.project('tram', 'domain:acme/acme')).toEqual(tram);
  });

  it('resolves a component with its project', async () => {
    expect(await names.component('component:acme/alerts', undefined)).toEqual({
      organization: 'acme',
      project: 'tram',
      component: 'alerts',
    });
  });

  it('resolves an entity ref without its kind', async () => {
    expect(await names.component('acme/alerts', undefined)).toMatchObject({
      component: 'alerts',
    });
  });

  it('resolves environments, pipelines and organizations by either', async () => {
    expect(await names.reference('environment', 'staging', 'acme')).toBe(
      'staging',
    );
    expect(
      await names.reference(
        'environment',
        'resource:default/environment-staging',
        'acme',
      ),
    ).toBe('staging');
    expect(
      await names.reference(
        'deployment-pipeline',
        'resource:default/deployment-pipeline-default',
        'acme',
      ),
    ).toBe('default');
    expect(await names.organization('domain:default/default')).toBe('acme');
    expect(await names.organization('other')).toBe('other');
  });

  it('resolves a shared object, and rejects one of another organization', async () => {
    const shared = namesOf(catalogOf('default'));
    const staging = 'resource:default/environment-staging';
    expect(await shared.reference('environment', staging, 'acme')).toBe(
      'staging',
    );
    await expect(
      names.reference('environment', staging, 'other'),
    ).rejects.toThrow(
      `${staging} belongs to acme, and other cannot use it. Choose one of other or of default`,
    );
  });

  it('resolves an object that the control plane of the organization shares', async () => {
    const staging = 'resource:default/environment-staging';
    const shared = namesOf(catalogOf('us-default'), { shared: 'us-default' });
    expect(await shared.reference('environment', staging, 'us-acme')).toBe(
      'staging',
    );
    await expect(
      namesOf(catalogOf('default'), { shared: 'us-default' }).reference(
        'environment',
        staging,
        'us-acme',
      ),
    ).rejects.toThrow(
      `${staging} belongs to default, and us-acme cannot use it. Choose one of us-acme or of us-default`,
    );
  });

  it('needs the organization of a plain name', async () => {
    await expect(names.project('tram', undefined)).rejects.toThrow(
      'The plain name tram of a project needs the input organization. Add it, or use the entity ref',
    );
  });

  it('rejects what the user cannot see in the catalog', async () => {
    await expect(names.project('moon', 'acme')).rejects.toThrow(
      'The catalog has no project system:acme/moon, or you may not see it. Choose another one',
    );
  });

  it('rejects an entity that the catalog module has not created', async () => {
    const catalog = catalogServiceMock({
      entities: [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'System',
          metadata: {
            namespace: 'default',
            name: 'mine',
            annotations: {
              'backstage.io/managed-by-origin-location':
                'url:https://git.example.com/mallory/catalog.yaml',
              'openchoreo.dev/organization': 'acme',
              'openchoreo.dev/project': 'tram',
            },
          },
        },
      ],
    });
    await expect(
      namesOf(catalog).project('system:default/mine', undefined),
    ).rejects.toThrow('system:default/mine is not an OpenChoreo project');
  });

  it('rejects an entity of another kind', async () => {
    await expect(
      names.project('component:acme/alerts', undefined),
    ).rejects.toThrow('component:acme/alerts is not an OpenChoreo project');
    await expect(
      names.reference(
        'environment',
        'resource:acme/deployment-pipeline-default',
        'acme',
      ),
    ).rejects.toThrow('is not an OpenChoreo environment');
  });

  it('rejects what is neither a name nor an entity ref', async () => {
    await expect(names.project('a:b:c/', undefined)).rejects.toThrow(
      '"a:b:c/" is neither a name nor an entity ref',
    );
  });

  it('reads the catalog as the user', async () => {
    const catalog = catalogServiceMock.mock({
      getEntityByRef: async () => undefined,
    });
    await expect(namesOf(catalog).project('tram', 'acme')).rejects.toThrow(
      'you may not see it',
    );
    expect(catalog.getEntityByRef).toHaveBeenCalledWith('system:acme/tram', {
      credentials: user,
    });
  });

  describe('in a host without the catalog module', () => {
    const empty = catalogServiceMock();
    const alone = namesOf(empty, { isModuleInstalled: false });

    it('are those of the control plane', async () => {
      const tram = { organization: 'acme', project: 'tram' };
      expect(await alone.project('tram', 'acme')).toEqual(tram);
      expect(await alone.project('system:acme/tram', undefined)).toEqual(tram);
      expect(await alone.component('alerts', 'acme')).toEqual({
        ...tram,
        component: 'alerts',
      });
      expect(
        await alone.reference(
          'environment',
          'resource:acme/environment-staging',
          'acme',
        ),
      ).toBe('staging');
    });

    it('have to exist', async () => {
      await expect(alone.project('boats', 'acme')).rejects.toThrow(
        'The control plane has no project system:acme/boats',
      );
    });

    it('are not those of an entity of the host', async () => {
      const entities = [
        {
          apiVersion: 'backstage.io/v1alpha1',
          kind: 'System',
          metadata: { namespace: 'acme', name: 'tram' },
        },
      ];
      await expect(
        namesOf(catalogServiceMock({ entities }), {
          isModuleInstalled: false,
        }).project('tram', 'acme'),
      ).rejects.toThrow('system:acme/tram is not an OpenChoreo project');
    });
  });
});
