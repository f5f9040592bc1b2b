import { defaults, translate } from '../__testUtils__/translate';
import {
  aComponent,
  anEndpoint,
  anOrganization,
  anOwner,
  aProject,
} from '../__testUtils__/units';
import { declaredOwnerOf, ownerProblems } from './owner';

describe('ownerProblems', () => {
  it('reports the invalid owner of an organization whose control plane has a prefix', () => {
    const organization = {
      ...anOrganization('oc-acme'),
      owners: [anOwner('user:default/ana bob', 'Organization', 'acme')],
    };
    expect(ownerProblems(organization, defaults)).toEqual([
      {
        path: 'metadata.annotations["openchoreo.dev/owner"]',
        message:
          'The owner "user:default/ana bob" is neither an entity ref nor the name of a group. The owner of the entity is group:default/platform instead',
      },
    ]);
  });

  it('does not report the owner that another resource names', () => {
    const owners = [anOwner('ana bob', 'Organization', 'acme')];
    expect(ownerProblems(aProject({ owners }), defaults)).toEqual([]);
  });
});

describe('declaredOwnerOf', () => {
  const ofOrganization = anOwner('platform-team', 'Organization', 'acme');
  const ofProject = anOwner('shop-team', 'Project', 'shop');

  it.each([
    ['its own', [ofProject, ofOrganization], 'group:default/shop-team'],
    ['none, if that is of another resource', [ofOrganization], undefined],
    [
      'none, if its own is invalid',
      [anOwner('ana bob', 'Project', 'shop'), ofOrganization],
      undefined,
    ],
  ])('returns %s', (_, owners, expected) => {
    expect(declaredOwnerOf(aProject({ owners }))).toBe(expected);
  });
});

describe('the owner of entities', () => {
  it.each([
    'user:default/ana bob',
    'a/b/c',
    '',
    'group:/',
    'group:Team A/platform',
    'my kind:default/platform',
    'x'.repeat(64),
  ])('skips the owner "%s", which is not an entity ref', async owner => {
    const stock = aComponent('stock', {
      owners: [anOwner(owner)],
      endpoints: [anEndpoint('stock')],
    });
    for (const entity of translate(stock).values()) {
      expect(entity.spec?.owner).toBe(defaults.defaultOwner);
    }
    const ofProject = anOwner('shop-team', 'Project', 'shop');
    const owned = { ...stock, owners: [...stock.owners, ofProject] };
    expect(translate(owned).get('component:acme/stock')?.spec).toMatchObject({
      owner: 'group:default/shop-team',
    });
  });

  it('uses an owner whatever the case of its letters', () => {
    const stock = aComponent('stock', {
      owners: [anOwner('User:Default/Ana')],
    });
    expect(translate(stock).get('component:acme/stock')?.spec).toMatchObject({
      owner: 'user:default/ana',
    });
  });
});
