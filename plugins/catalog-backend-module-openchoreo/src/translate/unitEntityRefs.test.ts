import { stringifyEntityRef } from '@backstage/catalog-model';
import { unitEntityRefs } from '@promenade/backstage-plugin-openchoreo-node';
import { defaults } from '../__testUtils__/translate';
import {
  aClass,
  aComponent,
  aDataPlane,
  aManagedResource,
  anApi,
  anEndpoint,
  anEnvironment,
  anOrganization,
  aPipeline,
  aProject,
} from '../__testUtils__/units';
import { translateUnit } from './translateUnit';

describe('unitEntityRefs', () => {
  it.each([
    anOrganization(),
    aProject(),
    aComponent('orders', {
      endpoints: [anEndpoint('orders'), anEndpoint('orders')],
    }),
    anApi('books', 'stock'),
    anEnvironment('development', { organization: 'acme', name: 'default' }),
    aDataPlane('default'),
    aPipeline('development', 'production'),
    aManagedResource('ledger'),
    aClass('internal'),
  ])('are those of the entities of a unit: $type', unit => {
    const entities = translateUnit(unit, defaults);
    expect(unitEntityRefs(unit)).toEqual(
      entities
        .filter(({ kind }) => kind !== 'Template')
        .map(entity => stringifyEntityRef(entity)),
    );
  });
});
