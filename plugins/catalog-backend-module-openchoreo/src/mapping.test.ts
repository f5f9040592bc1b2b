import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  catalogUnitTypes,
  type CatalogUnit,
  type CatalogUnitType,
} from '@promenade/backstage-plugin-openchoreo-node';
import { kinds } from '@promenade/openchoreo-model';
import {
  aClass,
  aComponent,
  aComponentType,
  aDataPlane,
  aManagedResource,
  anApi,
  anApiClass,
  anEnvironment,
  anOrganization,
  aPipeline,
  aProject,
} from './__testUtils__/units';
import {
  catalogAnnotations,
  pluginPrefixes,
} from './translate/passedAnnotations';
import { translateUnit } from './translate/translateUnit';

const units: Record<CatalogUnitType, CatalogUnit> = {
  organization: anOrganization(),
  project: aProject(),
  component: aComponent('stock'),
  api: anApi('books', 'stock'),
  environment: anEnvironment('development', undefined),
  'data-plane': aDataPlane('local'),
  'cluster-data-plane': {
    ...aDataPlane('local'),
    type: 'cluster-data-plane',
    resourceKind: 'ClusterDataPlane',
  },
  'build-plane': {
    ...aDataPlane('local'),
    type: 'build-plane',
    resourceKind: 'BuildPlane',
  },
  'deployment-pipeline': aPipeline(),
  'managed-resource': aManagedResource('ledger'),
  'service-class': aClass('stateful'),
  'web-application-class': {
    ...aClass('stateful'),
    type: 'web-application-class',
    resourceKind: 'WebApplicationClass',
  },
  'scheduled-task-class': {
    ...aClass('stateful'),
    type: 'scheduled-task-class',
    resourceKind: 'ScheduledTaskClass',
  },
  'component-type': aComponentType('web-app'),
  'cluster-component-type': aComponentType('web-app', {
    type: 'cluster-component-type',
    resourceKind: 'ClusterComponentType',
  }),
  'api-class': anApiClass('partners'),
};

const defaults = {
  defaultOwner: 'group:default/platform',
  defaultLifecycle: 'experimental',
  hasTemplates: true,
};

// Tests run from sources only.
// eslint-disable-next-line no-restricted-syntax
const readme = readFileSync(join(__dirname, '../README.md'), 'utf8');

/** The rows of the tables with the column `kind`, by the kinds in it. */
function documentedKinds(): Map<string, { header: string; cell: string }[]> {
  const rows = new Map<string, { header: string; cell: string }[]>();
  let header: string | undefined;
  for (const line of readme.split('\n')) {
    const [, first, second] = line.split('|').map(cell => cell.trim());
    if (first === 'kind') header = second;
    else if (!line.startsWith('|')) header = undefined;
    else if (header) {
      for (const kind of first.split(', ')) {
        rows.set(kind, [...(rows.get(kind) ?? []), { header, cell: second }]);
      }
    }
  }
  return rows;
}

describe('the mapping in the README', () => {
  const documented = documentedKinds();

  it('has each kind of OpenChoreo once', () => {
    for (const { kind } of kinds) {
      expect([kind, documented.get(kind)?.length]).toEqual([kind, 1]);
    }
  });

  it.each(catalogUnitTypes.map(type => [type, units[type]] as const))(
    'has the entities of a unit of type %s',
    (_, unit) => {
      const [row] = documented.get(unit.resourceKind) ?? [];
      const emitted = translateUnit(unit, defaults).map(({ kind }) => kind);
      expect(row.header).toBe('entity');
      const named = [...row.cell.matchAll(/`([A-Z]\w+)`/g)].map(
        ([, kind]) => kind,
      );
      expect(named.sort()).toEqual(emitted.sort());
    },
  );

  it('has the annotations that are passed on', () => {
    for (const prefix of pluginPrefixes) {
      expect(readme).toContain(`\`${prefix}/\``);
    }
    for (const annotation of catalogAnnotations) {
      expect(readme).toContain(
        `\`${annotation.slice('backstage.io/'.length)}\``,
      );
    }
  });

  it('has no entity of a kind without a unit', () => {
    const mapped = new Set(
      Object.values(units).map(({ resourceKind }) => resourceKind),
    );
    for (const { kind } of kinds.filter(each => !mapped.has(each.kind))) {
      expect([kind, documented.get(kind)?.[0].header]).toEqual([
        kind,
        'where it shows',
      ]);
    }
  });
});
