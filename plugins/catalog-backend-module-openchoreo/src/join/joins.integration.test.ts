import { InMemoryUnits } from '../__testUtils__/InMemoryUnits';
import { describeWithDatabases } from '../__testUtils__/JoinCatalog';
import {
  aFileEntity,
  anOwnedComponent,
  apiRef,
  aPlatform,
  fileRef,
  isJoined,
  ownRef,
  relationsOf,
  stockRef,
  team,
} from '../__testUtils__/joinedEntities';
import { anOrganization, aProject } from '../__testUtils__/units';

jest.setTimeout(300_000);

describeWithDatabases('joined entities', getCatalog => {
  it('joins an entity of another name, and gives the component its own one back when the file is unregistered', async () => {
    const catalog = getCatalog();
    const units = await catalog.startWithFile(aFileEntity());

    const joined = await catalog.waitFor(
      all =>
        isJoined(all.get(fileRef)) &&
        !all.has(ownRef) &&
        relationsOf(all.get(stockRef)).includes(`dependsOn ${fileRef}`) &&
        relationsOf(all.get(fileRef)).length === 5,
    );
    const entity = joined.get(fileRef);
    expect(entity).toMatchObject({
      metadata: {
        annotations: {
          'openchoreo.dev/organization': 'acme',
          'openchoreo.dev/project': 'shop',
          'openchoreo.dev/component': 'orders',
          'openchoreo.dev/uid': 'uid-1',
          'openchoreo.dev/joined': 'acme/shop/orders',
          'openchoreo.dev/claim': 'accepted',
          'backstage.io/kubernetes-label-selector': 'component-name=orders',
        },
        tags: ['java'],
        links: [
          { url: 'https://wiki.example.test/orders' },
          { url: 'https://development.example.test/api' },
        ],
      },
      spec: {
        type: 'library',
        lifecycle: 'deprecated',
        owner: 'orders-team',
        dependsOn: ['resource:default/ledger'],
      },
    });
    expect(relationsOf(entity)).toEqual([
      `dependencyOf ${stockRef}`,
      'dependsOn resource:default/ledger',
      `ownedBy ${team}`,
      'partOf system:acme/shop',
      `providesApi ${apiRef}`,
    ]);
    expect(relationsOf(joined.get(apiRef))).toContain(
      `apiProvidedBy ${fileRef}`,
    );
    expect([...units.problems]).toEqual([]);

    await catalog.unregister('info.yaml');
    const own = await catalog.waitForOwn();
    expect(own.has(fileRef)).toBe(false);
    await catalog.waitFor(all =>
      relationsOf(all.get(stockRef)).includes(`dependsOn ${ownRef}`),
    );
  });

  it('joins the entity of a file that had the name first', async () => {
    const catalog = getCatalog();
    const units = new InMemoryUnits();
    units.set(anOrganization(), aProject());
    await catalog.start(units);
    await catalog.register(
      'info.yaml',
      aFileEntity({ name: 'orders', namespace: 'acme', owner: team }),
    );
    await catalog.waitFor(all => all.has(ownRef));
    units.set(anOwnedComponent());
    await catalog.waitFor(all => isJoined(all.get(ownRef)) && all.has(apiRef));
    await catalog.waitFor(() => units.problems.size === 0);
    expect((await catalog.backend.entities()).get(ownRef)?.spec?.type).toBe(
      'library',
    );
  });

  it('follows the deletion of the component, its return and a restart', async () => {
    const catalog = getCatalog();
    const units = aPlatform();
    await catalog.start(units);
    await catalog.register('info.yaml', aFileEntity());
    await catalog.waitFor(
      all => isJoined(all.get(fileRef)) && !all.has(ownRef),
    );

    units.delete(anOwnedComponent());
    const left = await catalog.waitFor(
      all => !isJoined(all.get(fileRef)) && !all.has(apiRef),
    );
    expect(relationsOf(left.get(fileRef))).not.toContain(
      `providesApi ${apiRef}`,
    );
    await catalog.waitForProblem(units, 'which does not exist');
    expect([...units.problems.values()]).toEqual([
      expect.stringContaining(
        `The entity ${fileRef} names the component orders, which does not exist`,
      ),
    ]);

    units.set(anOwnedComponent({ uid: 'uid-2' }));
    await catalog.waitFor(
      all =>
        all.get(fileRef)?.metadata.annotations?.['openchoreo.dev/uid'] ===
        'uid-2',
    );
    await catalog.backend.stop();

    // While components cannot be read, the entity stays joined.
    units.setIncomplete('component');
    await catalog.start(units);
    const added: string[] = [];
    await catalog.waitFor(all => {
      if (all.has(ownRef)) added.push(ownRef);
      if (!isJoined(all.get(fileRef))) added.push(fileRef);
      return all.get('system:acme/shop') !== undefined;
    });
    await catalog.waitUntilProcessed(fileRef);
    expect(isJoined((await catalog.backend.entities()).get(fileRef))).toBe(
      true,
    );
    units.setComplete('component');
    units.set(anOwnedComponent({ uid: 'uid-3' }));
    await catalog.waitFor(all => {
      if (all.has(ownRef)) added.push(ownRef);
      return (
        all.get(fileRef)?.metadata.annotations?.['openchoreo.dev/uid'] ===
        'uid-3'
      );
    });
    expect(added).toEqual([]);
  });

  it.each([
    { mode: 'all', isAccepted: true },
    { mode: 'none', isAccepted: false },
  ])(
    'accepts all claims or none with join: $mode',
    async ({ mode, isAccepted }) => {
      const catalog = getCatalog();
      const units = aPlatform();
      await catalog.start(units, { join: mode });
      await catalog.register('info.yaml', aFileEntity({ owner: 'mallory' }));
      await catalog.waitFor(
        all => all.has(fileRef) && isJoined(all.get(fileRef)) === isAccepted,
      );
      await catalog.waitFor(all => all.has(ownRef) !== isAccepted);
    },
  );
});
