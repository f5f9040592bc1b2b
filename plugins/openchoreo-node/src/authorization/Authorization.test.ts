import type { PermissionsService } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  entityNameOf,
  openchoreoAnnotations,
  originLocation,
  reads,
  verbs,
  type PlatformObject,
} from '@promenade/backstage-plugin-openchoreo-common';
import type { CatalogUnit } from '../domain/CatalogUnit';
import { catalogModuleMock, openChoreoServiceMock } from '../testUtils';
import { AuditLog } from '../audit/AuditLog';
import { Authorization } from './Authorization';
import { neededPermissions } from './neededPermissions';

const originAnnotation = 'backstage.io/managed-by-origin-location';

const organization = 'acme';
const components: Record<string, string> = { greeter: 'uid-of-greeter' };
const input = {
  organization,
  project: 'shop',
  component: 'greeter',
  from: 'development',
  to: 'staging',
};

/** The entity of a resource, as the catalog module writes it. */
function entityOf(object: PlatformObject, uid: string): Entity {
  const { kind, namespace, name } = entityNameOf(object);
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      namespace,
      name,
      annotations: {
        [originAnnotation]: originLocation,
        [openchoreoAnnotations.uid]: uid,
      },
    },
  };
}

const greeter = entityOf(
  { type: 'component', organization, name: 'greeter' },
  'uid-of-greeter',
);

/** The same entity, registered by somebody from a file. */
function registered(entity: Entity): Entity {
  const annotations = {
    ...entity.metadata.annotations,
    [originAnnotation]: 'url:https://git.example.com/mallory/catalog.yaml',
  };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

describe('Authorization', () => {
  const auditor = mockServices.auditor.mock();
  const auditLog = new AuditLog({ logger: mockServices.logger.mock() });
  const success = jest.fn();
  const fail = jest.fn();
  const work = jest.fn();
  const credentials = mockCredentials.user('user:default/ada');

  beforeEach(() => {
    jest.clearAllMocks();
    auditor.createEvent.mockResolvedValue({ success, fail });
  });

  function authorizationWith(
    entities: Entity[],
    permissions: PermissionsService = mockServices.permissions(),
    isModuleInstalled = true,
  ) {
    const unitOf = (name: string, uid: string): CatalogUnit => ({
      type: 'organization',
      organization,
      name,
      resourceKind: 'Any',
      uid,
      owners: [],
    });
    const openChoreo = openChoreoServiceMock();
    return new Authorization({
      auth: mockServices.auth(),
      auditor,
      catalog: catalogServiceMock({ entities }),
      catalogModule: catalogModuleMock(isModuleInstalled),
      openChoreo: {
        ...openChoreo,
        auditLog,
        catalogUnits: {
          ...openChoreo.catalogUnits,
          get: ({ type, organization: owner, name }) => {
            if (owner !== organization) return undefined;
            const uid = type === 'component' ? components[name] : 'uid';
            return uid === undefined ? undefined : unitOf(name, uid);
          },
        },
      },
      permissions,
      userInfo: mockServices.userInfo({
        ownershipEntityRefs: ['user:default/ada', 'group:default/leads'],
      }),
    });
  }

  const denying = mockServices.permissions({ result: AuthorizeResult.DENY });
  const caller = { credentials, door: 'rest' } as const;
  const promote = (authorization: Authorization) =>
    authorization.dryRun(verbs.promoteComponent, input, caller, work);

  it('runs the work as the caller when the permission is granted', async () => {
    await promote(authorizationWith([greeter]));
    expect(work).toHaveBeenCalledWith({
      requestedBy: 'user:default/ada',
      person: {
        entityRef: 'user:default/ada',
        groups: expect.any(Function),
      },
      environment: 'staging',
    });
    expect(success).toHaveBeenCalled();
  });

  it('audits that the effect of an operation is taken back', async () => {
    const authorization = authorizationWith([greeter]);
    const undo = async () => {};
    await authorization.undo(verbs.promoteComponent, input, caller, undo);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'release-promote',
        meta: expect.objectContaining({ isUndo: 'true', door: 'rest' }),
      }),
    );
    expect(success).toHaveBeenCalled();
  });

  it('records in the audit log what changes something, and no dry run', async () => {
    const begin = jest.fn();
    auditLog.useStore({ begin, complete: jest.fn(), list: jest.fn() });
    const authorization = authorizationWith([greeter]);
    await promote(authorization);
    expect(begin).not.toHaveBeenCalled();
    await authorization.undo(verbs.promoteComponent, input, caller, work);
    const webhook = { ...caller, onBehalfOf: 'webhook:github' };
    await authorization.run(
      verbs.restartComponent,
      { ...input, environment: 'staging' },
      webhook,
      work,
    );
    expect(begin.mock.calls).toMatchObject([
      [{ requestedBy: 'user:default/ada', details: { isUndo: 'true' } }],
      [{ requestedBy: 'webhook:github', operation: 'restart-component' }],
    ]);
    expect(work).toHaveBeenLastCalledWith(
      expect.objectContaining({ requestedBy: 'webhook:github' }),
    );
  });

  it('reads the groups of a user without the user', async () => {
    const person = authorizationWith([]).personOf(credentials);
    expect(person?.entityRef).toBe('user:default/ada');
    expect(await person?.groups()).toEqual(['group:default/leads']);
    const service = mockCredentials.service('plugin:test');
    expect(authorizationWith([]).personOf(service)).toBeUndefined();
  });

  it('rejects without the permission, and audits that', async () => {
    await expect(
      promote(authorizationWith([greeter], denying)),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(work).not.toHaveBeenCalled();
    expect(fail).toHaveBeenCalled();
  });

  it('needs the permissions for each component of a project', () => {
    const { component: _, ...project } = input;
    const wanted = neededPermissions(
      verbs.promoteProject,
      { ...project, components: ['greeter', 'cart'] },
      'staging',
    );
    expect(
      wanted.map(({ permission, resourceRef }) => [
        permission.name,
        resourceRef,
      ]),
    ).toEqual([
      ['openchoreo.release.promote', 'component:acme/greeter'],
      ['openchoreo.environment.deploy', 'acme/shop/greeter/staging'],
      ['openchoreo.release.promote', 'component:acme/cart'],
      ['openchoreo.environment.deploy', 'acme/shop/cart/staging'],
    ]);
  });

  it('needs the permission for every environment to delete a component', () => {
    const wanted = neededPermissions(verbs.deleteComponent, input, [
      'development',
      'production',
    ]);
    expect(wanted.map(({ resourceRef }) => resourceRef)).toEqual([
      'component:acme/greeter',
      'acme/shop/greeter/development',
      'acme/shop/greeter/production',
    ]);
  });

  it('rejects a project with a component that somebody else has registered', async () => {
    const { component: _, ...project } = input;
    await expect(
      authorizationWith([registered(greeter)]).dryRun(
        verbs.promoteProject,
        { ...project, components: ['greeter'] },
        caller,
        work,
      ),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(work).not.toHaveBeenCalled();
  });

  it('rejects a component whose entity somebody else has registered', async () => {
    await expect(
      promote(authorizationWith([registered(greeter)])),
    ).rejects.toMatchObject({
      name: 'NotAllowedError',
      message: expect.stringContaining(
        'component:acme/greeter in the catalog is not from the control plane',
      ),
    });
    expect(work).not.toHaveBeenCalled();
    expect(fail).toHaveBeenCalled();
  });

  it('rejects a component whose entity is of an earlier component of the same name', async () => {
    const earlier = entityOf(
      { type: 'component', organization, name: 'greeter' },
      'uid-of-another',
    );
    await expect(promote(authorizationWith([earlier]))).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('component:acme/greeter'),
    });
    expect(work).not.toHaveBeenCalled();
  });

  it('asks the policy once about a read that it allows without a condition, whatever the entity is', async () => {
    const permissions = mockServices.permissions.mock({
      authorizeConditional: async () => [{ result: AuthorizeResult.ALLOW }],
    });
    const authorization = authorizationWith([registered(greeter)], permissions);
    const read = () =>
      authorization.run(reads.getDeployBoard, input, caller, work);
    await Promise.all([read(), read()]);
    expect(work).toHaveBeenCalledTimes(2);
    expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
    expect(permissions.authorize).not.toHaveBeenCalled();
    // A change is decided about anew, with the entity of the component.
    permissions.authorize.mockResolvedValue([
      { result: AuthorizeResult.ALLOW },
      { result: AuthorizeResult.ALLOW },
    ]);
    await expect(promote(authorization)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
  });

  it('asks the policy about each read that it allows with a condition', async () => {
    const permissions = mockServices.permissions.mock({
      authorize: async () => [{ result: AuthorizeResult.ALLOW }],
      authorizeConditional: async () => [
        {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'catalog',
          resourceType: 'catalog-entity',
          conditions: {
            rule: 'IS_ENTITY_OWNER',
            resourceType: 'catalog-entity',
            params: { claims: ['user:default/ada'] },
          },
        },
      ],
    });
    const read = (entity: Entity) =>
      authorizationWith([entity], permissions).run(
        reads.getDeployBoard,
        input,
        caller,
        work,
      );
    await read(greeter);
    expect(work).toHaveBeenCalledTimes(1);
    expect(permissions.authorize).toHaveBeenCalledWith(
      [expect.objectContaining({ resourceRef: 'component:acme/greeter' })],
      { credentials },
    );
    await expect(read(registered(greeter))).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    permissions.authorize.mockResolvedValue([{ result: AuthorizeResult.DENY }]);
    await expect(read(greeter)).rejects.toMatchObject({
      name: 'NotAllowedError',
    });
    expect(work).toHaveBeenCalledTimes(1);
  });

  it('leaves a component that the catalog does not have yet to the policy', async () => {
    await promote(authorizationWith([]));
    expect(work).toHaveBeenCalled();
  });

  describe('of what is created', () => {
    const create = (authorization: Authorization) =>
      authorization.dryRun(
        verbs.createProject,
        { organization, name: 'shop' },
        caller,
        work,
      );
    const acme = entityOf({ type: 'organization', name: organization }, 'uid');

    it('needs an organization that the caller can see', async () => {
      await create(authorizationWith([acme]));
      expect(work).toHaveBeenCalledTimes(1);
      await expect(create(authorizationWith([]))).rejects.toMatchObject({
        name: 'NotFoundError',
        message: expect.stringContaining('you may not see it'),
      });
      expect(work).toHaveBeenCalledTimes(1);
    });

    it('needs an organization of the control plane in a host without the catalog module', async () => {
      const alone = authorizationWith([], undefined, false);
      await create(alone);
      expect(work).toHaveBeenCalledTimes(1);
      const others = { organization: 'globex', name: 'shop' };
      await expect(
        alone.dryRun(verbs.createProject, others, caller, work),
      ).rejects.toMatchObject({ name: 'NotFoundError' });
      await expect(
        create(authorizationWith([], denying, false)),
      ).rejects.toMatchObject({ name: 'NotAllowedError' });
      await expect(
        create(authorizationWith([registered(acme)], undefined, false)),
      ).rejects.toMatchObject({ name: 'NotAllowedError' });
      expect(work).toHaveBeenCalledTimes(1);
    });

    it('needs an organization from the control plane', async () => {
      await expect(
        create(authorizationWith([registered(acme)])),
      ).rejects.toMatchObject({ name: 'NotAllowedError' });
    });

    it('needs a project that the caller can see', async () => {
      const component = {
        organization,
        project: 'shop',
        name: 'greeter',
        image: 'registry.test/greeter:1',
      };
      await expect(
        authorizationWith([acme]).dryRun(
          verbs.createComponent,
          component,
          caller,
          work,
        ),
      ).rejects.toThrow('The catalog has no project system:acme/shop');
    });
  });
});
