import type { JsonObject } from '@backstage/types';
import { describeWithDatabases } from '../__testUtils__/JoinCatalog';
import {
  aFileEntity,
  anAcceptingComponent,
  anEntityOfTheName,
  anOwnedComponent,
  apiRef,
  aPlatform,
  fileRef,
  isJoined,
  ownRef,
  relationsOf,
} from '../__testUtils__/joinedEntities';
import { aProject } from '../__testUtils__/units';

jest.setTimeout(300_000);

/** The first entity of a name keeps it, so that the catalog rejects that of a file. */
const keepNames: JsonObject = { nameConflicts: 'keep' };

describeWithDatabases('claims of files', getCatalog => {
  it('gives the name of its own entity to a file that a component accepts, and takes it back', async () => {
    const catalog = getCatalog();
    const units = await catalog.startWithFile(anEntityOfTheName(), keepNames);
    await catalog.waitForProblem(units, 'names this component');
    expect(units.problems.get(ownRef)).toMatch(
      /The entity component:acme\/orders names this component and is not joined with it, because the owner of the entity is group:acme\/other-team, and that of the component is group:default\/orders-team\. If the entity is that of the component, run: kubectl annotate --overwrite components\.openchoreo\.dev orders --namespace acme openchoreo\.dev\/entity-ref=component:acme\/orders\. Until then the catalog rejects the entity of file:.*info\.yaml, because this resource has the same name/,
    );
    expect((await catalog.backend.entities()).get(ownRef)?.spec?.type).toBe(
      'service',
    );

    units.set(anAcceptingComponent());
    const joined = await catalog.waitFor(
      all =>
        all.get(ownRef)?.spec?.type === 'library' && isJoined(all.get(ownRef)),
    );
    expect(joined.get(ownRef)?.spec?.owner).toBe('other-team');
    await catalog.waitFor(all =>
      relationsOf(all.get(apiRef)).includes(`apiProvidedBy ${ownRef}`),
    );
    await catalog.waitForProblem(
      units,
      'Pages and permissions follow the entity',
    );

    await catalog.unregister('info.yaml');
    await catalog.waitForOwn();
    await catalog.waitFor(() => units.problems.size === 0);
  });

  it('leaves the name to a file without joining it, until the component accepts it', async () => {
    const catalog = getCatalog();
    const units = await catalog.startWithFile(anEntityOfTheName());
    const left = await catalog.waitFor(
      all => all.get(ownRef)?.spec?.type === 'library',
    );
    expect(isJoined(left.get(ownRef))).toBe(false);
    await catalog.waitForProblem(units, 'kubectl annotate');

    units.set(anAcceptingComponent());
    await catalog.waitFor(all => isJoined(all.get(ownRef)));
  });

  it('does not join what nothing confirms, and lets no file say that it has joined', async () => {
    const catalog = getCatalog();
    const units = await catalog.startWithFile(
      aFileEntity({
        owner: 'mallory',
        annotations: {
          'openchoreo.dev/component': 'orders',
          'openchoreo.dev/joined': 'acme/shop/orders',
          'openchoreo.dev/Joined': 'acme/shop/orders',
          'openchoreo.dev/claim': 'accepted',
          'backstage.io/Managed-By-Origin-Location': 'openchoreo:control-plane',
        },
      }),
    );
    const all = await catalog.waitFor(
      entities =>
        entities.get(fileRef)?.metadata.annotations?.[
          'openchoreo.dev/claim'
        ] === 'rejected',
    );
    expect(
      Object.keys(all.get(fileRef)?.metadata.annotations ?? {}).sort(),
    ).toEqual([
      'backstage.io/managed-by-location',
      'backstage.io/managed-by-origin-location',
      'openchoreo.dev/claim',
      'openchoreo.dev/component',
    ]);
    expect(all.has(ownRef)).toBe(true);
    await catalog.waitForProblem(units, 'names this component');
    expect(units.problems.get(ownRef)).toMatch(
      'the owner of the entity is group:default/mallory, and that of the component is group:default/orders-team',
    );

    // The project accepts it.
    units.set(
      aProject({ annotations: { 'openchoreo.dev/entity-ref': fileRef } }),
      anOwnedComponent(),
    );
    await catalog.waitFor(
      entities => isJoined(entities.get(fileRef)) && !entities.has(ownRef),
    );

    // The project does not accept it any more.
    units.set(aProject(), anOwnedComponent());
    await catalog.waitFor(
      entities => !isJoined(entities.get(fileRef)) && entities.has(ownRef),
    );
    expect(
      (await catalog.backend.entities()).get(fileRef)?.metadata.annotations,
    ).not.toHaveProperty('openchoreo.dev/uid');
  });

  it('joins none of two files that claim the same component, until one goes', async () => {
    const catalog = getCatalog();
    const units = aPlatform();
    await catalog.start(units);
    await catalog.waitForOwn();
    await catalog.register('one.yaml', aFileEntity());
    await catalog.waitFor(all => isJoined(all.get(fileRef)));
    await catalog.register('two.yaml', aFileEntity({ name: 'second' }));
    await catalog.waitFor(
      all =>
        all.has('component:default/second') &&
        all.has(ownRef) &&
        !isJoined(all.get(fileRef)),
    );
    await catalog.waitForProblem(units, 'other entities name the component');
    const problem = units.problems.get(ownRef);
    expect(problem).toMatch(
      `The entity ${fileRef} is not joined with this component, because other entities name the component too: component:default/second. To choose one, run: kubectl annotate`,
    );
    expect(problem).toMatch(
      `The entity component:default/second is not joined with this component, because other entities name the component too: ${fileRef}`,
    );

    // The annotation of the second file is removed.
    catalog.write('two.yaml', aFileEntity({ name: 'second', annotations: {} }));
    await catalog.waitFor(
      all => isJoined(all.get(fileRef)) && !all.has(ownRef),
    );
    await catalog.waitFor(() => units.problems.size === 0);
  });

  it('learns after a restart of a file that the catalog rejects', async () => {
    const catalog = getCatalog();
    const units = await catalog.startWithFile(anEntityOfTheName(), keepNames);
    await catalog.waitForProblem(units, 'names this component');
    // The location has a key by which it is found again.
    const knex = await catalog.backend.access.database.getClient();
    const hasKey = async () => {
      const keys = await knex('refresh_keys').where({
        key: 'openchoreo:rejected-claims',
      });
      return keys.length > 0;
    };
    while (!(await hasKey())) {
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    await catalog.backend.stop();
    units.problems.clear();

    await catalog.start(units, keepNames);
    await catalog.waitForProblem(units, 'names this component');
    units.set(anAcceptingComponent());
    await catalog.waitFor(all => isJoined(all.get(ownRef)));
  });

  it('gives the component its own entity back when the catalog cannot take that of the file', async () => {
    const catalog = getCatalog();
    const units = await catalog.startWithFile(anEntityOfTheName(), keepNames, {
      compareEveryMs: 600_000,
      handoverMs: 5_000,
    });
    await catalog.waitForProblem(units, 'names this component');
    // The catalog does not report that the file is unregistered.
    await catalog.unregister('info.yaml');
    units.set(anAcceptingComponent());
    await catalog.waitFor(all => !all.has(ownRef));
    await catalog.waitForOwn();
    await catalog.waitFor(() => units.problems.size === 0);
  });

  it('forgets the rejected entity of a file that is unregistered', async () => {
    const catalog = getCatalog();
    const units = await catalog.startWithFile(anEntityOfTheName(), keepNames);
    await catalog.waitForProblem(units, 'names this component');
    await catalog.unregister('info.yaml');
    await catalog.waitFor(() => units.problems.size === 0);
  });
});
