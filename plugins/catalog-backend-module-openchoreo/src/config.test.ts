import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readCatalogModuleConfig } from './config';

const read = (openchoreo: JsonObject) =>
  readCatalogModuleConfig(
    new ConfigReader({ catalog: { providers: { openchoreo } } }),
  );

describe('the configuration of the module', () => {
  it('has a default for everything', () => {
    expect(readCatalogModuleConfig(new ConfigReader({}))).toEqual({
      defaultOwner: 'group:default/platform',
      annotationPrefixes: [],
      defaultLifecycle: 'experimental',
      hasTemplates: true,
      removalLimit: { count: 20, share: 0.1 },
      yieldsNames: true,
    });
  });

  it('reads the configured values', () => {
    expect(
      read({
        defaultOwner: 'group:acme/all',
        annotationPrefixes: ['acme.example'],
        defaultLifecycle: 'deprecated',
        templates: false,
        removalCeiling: { count: 5, confirmAfter: 'PT1M' },
        compareEvery: { hours: 1 },
        checkEvery: '2 minutes',
        coalesce: { milliseconds: 100 },
        nameConflicts: 'keep',
      }),
    ).toEqual({
      defaultOwner: 'group:acme/all',
      annotationPrefixes: ['acme.example'],
      defaultLifecycle: 'deprecated',
      hasTemplates: false,
      removalLimit: { count: 5, share: 0.1 },
      yieldsNames: false,
      compareEveryMs: 3_600_000,
      checkEveryMs: 120_000,
      coalesceMs: 100,
      confirmAfterMs: 60_000,
    });
  });

  it.each([
    [{ removalCeiling: { share: 10 } }, /removalCeiling.share is 10/],
    [{ removalCeiling: { count: -1 } }, /removalCeiling.count is -1/],
    [{ defaultOwner: 'user:default/ana bob' }, /defaultOwner is "user:default/],
    [{ compareEvery: 'often' }, /openchoreo\.compareEvery is not a duration/],
    [{ compareEvery: 10 }, /openchoreo\.compareEvery is not a duration/],
    [{ coalesce: { seconds: 0 } }, /openchoreo\.coalesce must be longer/],
    [{ checkEvery: { years: 1 } }, /openchoreo\.checkEvery must be/],
    [
      { removalCeiling: { confirmAfter: { minute: 1 } } },
      /openchoreo\.removalCeiling\.confirmAfter is not a duration/,
    ],
    [{ nameConflicts: 'mine' }, /nameConflicts is "mine"/],
    [{ annotationPrefixes: ['a.kubernetes.io'] }, /has a.kubernetes.io/],
  ])('rejects %j and names the key', (config, message) => {
    expect(() => read(config)).toThrow(message);
  });
});
