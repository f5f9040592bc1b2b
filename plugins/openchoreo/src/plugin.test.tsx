import type { ExtensionDefinition } from '@backstage/frontend-plugin-api';
import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { openchoreoAnnotations } from '@promenade/backstage-plugin-openchoreo-common';
import {
  buildPlaneCard,
  dataPlaneCard,
  deployContent,
  deploymentSummaryCard,
  environmentCard,
  formFieldExtensions,
  organizationCard,
  pipelineCard,
  projectCard,
  releasesContent,
} from './extensions';
import openChoreoPlugin from '.';
import { formFields } from './scaffolder/fields';
import { sampleEntity } from './__testUtils__/renderOnEntity';

const otherComponent = { ...sampleEntity, metadata: { name: 'other' } };
const api = { ...sampleEntity, kind: 'API' };

/** The filter of a card. The name of an extension is part of its type, and no part of this one. */
function filterOf(
  card: ExtensionDefinition<Omit<(typeof projectCard)['T'], 'name'>>,
) {
  return createExtensionTester(card).get(
    EntityCardBlueprint.dataRefs.filterFunction,
  );
}

describe('openChoreoPlugin', () => {
  it('has the plugin id openchoreo', () => {
    expect(openChoreoPlugin).toMatchObject({ pluginId: 'openchoreo' });
  });

  it('adds every form field under the name that templates use', async () => {
    const names = await Promise.all(
      formFields.map(async ({ load }) => (await load()).name),
    );
    expect(names).toEqual(formFields.map(({ name }) => name));
    expect(formFieldExtensions).toHaveLength(formFields.length);
    for (const extension of formFieldExtensions) {
      const load = createExtensionTester(extension).get(
        FormFieldBlueprint.dataRefs.formFieldLoader,
      );
      expect(await load()).toMatchObject({
        $$type: '@backstage/scaffolder/FormField',
      });
    }
  });

  it.each([
    [organizationCard, 'Domain', 'organization'],
    [projectCard, 'System', 'project'],
    [environmentCard, 'Resource', 'environment'],
    [dataPlaneCard, 'Resource', 'dataPlane'],
    [buildPlaneCard, 'Resource', 'buildPlane'],
    [pipelineCard, 'Resource', 'deploymentPipeline'],
  ] as const)(
    'adds a card to entities with the annotation of their resource only: %#',
    (card, kind, annotation) => {
      const filter = filterOf(card);
      const entity = {
        ...sampleEntity,
        kind,
        metadata: {
          name: 'one',
          annotations: { [openchoreoAnnotations[annotation]]: 'one' },
        },
      };
      const other = { ...entity, metadata: { name: 'other' } };
      expect([entity, other, sampleEntity].map(e => filter?.(e))).toEqual([
        true,
        false,
        false,
      ]);
    },
  );

  it('adds its tabs and its card to OpenChoreo components only', () => {
    const filters = [
      createExtensionTester(deployContent).get(
        EntityContentBlueprint.dataRefs.filterFunction,
      ),
      createExtensionTester(releasesContent).get(
        EntityContentBlueprint.dataRefs.filterFunction,
      ),
      filterOf(deploymentSummaryCard),
    ];
    for (const filter of filters) {
      expect([sampleEntity, otherComponent, api].map(e => filter?.(e))).toEqual(
        [true, false, false],
      );
    }
  });
});
