import { mockCredentials } from '@backstage/backend-test-utils';
import {
  catalogEntityCreatePermission,
  catalogEntityReadPermission,
} from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import { actionExecutePermission } from '@backstage/plugin-scaffolder-common/alpha';
import { withTemplateVisibility } from './withTemplateVisibility';

const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };
const ownerOnly: PolicyDecision = {
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'catalog',
  resourceType: 'catalog-entity',
  conditions: {
    rule: 'IS_ENTITY_OWNER',
    resourceType: 'catalog-entity',
    params: { claims: ['user:default/ada'] },
  },
};

/** A policy that allows what it does not name. */
const policyOf = (decisions: Record<string, PolicyDecision>) => ({
  handle: async ({ permission }: { permission: Permission }) =>
    decisions[permission.name] ?? allow,
});

const user = {
  credentials: mockCredentials.user(),
  info: { userEntityRef: 'user:default/ada', ownershipEntityRefs: [] },
};

const decide = (
  permission: Permission,
  decisions: Record<string, PolicyDecision>,
) => withTemplateVisibility(policyOf(decisions)).handle({ permission }, user);

const annotationOf = (permission: string) => ({
  rule: 'HAS_ANNOTATION',
  resourceType: 'catalog-entity',
  params: { annotation: `permission.openchoreo.dev/${permission}` },
});

describe('withTemplateVisibility', () => {
  it('hides the templates that need a permission which is denied', async () => {
    const decisions = {
      'openchoreo.component.create': deny,
      'openchoreo.project.create': deny,
    };
    expect(await decide(catalogEntityReadPermission, decisions)).toEqual({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'catalog',
      resourceType: 'catalog-entity',
      conditions: {
        not: {
          anyOf: [
            annotationOf('openchoreo.component.create'),
            annotationOf('openchoreo.project.create'),
          ],
        },
      },
    });
  });

  it('adds its condition to those of the policy', async () => {
    const decisions = {
      'catalog.entity.read': ownerOnly,
      'openchoreo.component.create': deny,
    };
    expect(await decide(catalogEntityReadPermission, decisions)).toEqual({
      ...ownerOnly,
      conditions: {
        allOf: [
          ownerOnly.conditions,
          { not: { anyOf: [annotationOf('openchoreo.component.create')] } },
        ],
      },
    });
  });

  it('shows templates whose permission is granted on conditions', async () => {
    const decisions = { 'openchoreo.component.update': ownerOnly };
    expect(await decide(catalogEntityReadPermission, decisions)).toEqual(allow);
  });

  it('leaves a denial as it is', async () => {
    const decisions = {
      'catalog.entity.read': deny,
      'openchoreo.component.create': deny,
    };
    expect(await decide(catalogEntityReadPermission, decisions)).toEqual(deny);
  });

  it('denies the actions of the verbs that need a permission which is denied', async () => {
    const decision = await decide(actionExecutePermission, {
      'openchoreo.release.promote': deny,
    });
    expect(decision).toMatchObject({
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'scaffolder',
      resourceType: 'scaffolder-action',
    });
    const actions = JSON.stringify(decision);
    expect(actions).toContain('"actionId":"openchoreo:component:promote"');
    expect(actions).toContain('"actionId":"openchoreo:component:rollback"');
    expect(actions).not.toContain('"actionId":"openchoreo:component:create"');
  });

  it('denies actions that need a permission for an environment which is denied', async () => {
    const decision = await decide(actionExecutePermission, {
      'openchoreo.environment.deploy': deny,
    });
    expect(JSON.stringify(decision)).toContain('openchoreo:component:promote');
  });

  it('passes every other permission through', async () => {
    const decisions = { 'openchoreo.component.create': deny };
    expect(await decide(catalogEntityCreatePermission, decisions)).toEqual(
      allow,
    );
  });

  it('knows the permissions of others that templates name', async () => {
    const policy = policyOf({ 'catalog.entity.create': deny });
    const decision = await withTemplateVisibility(policy, {
      permissions: [catalogEntityCreatePermission],
    }).handle({ permission: catalogEntityReadPermission }, user);
    expect(decision).toMatchObject({
      conditions: { not: { anyOf: [annotationOf('catalog.entity.create')] } },
    });
  });
});
