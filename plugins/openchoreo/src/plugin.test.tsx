import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import {
  deployContent,
  deploymentSummaryCard,
  releasesContent,
} from './extensions';
import openChoreoPlugin from '.';
import { sampleEntity } from './__testUtils__/renderOnEntity';

const otherComponent = { ...sampleEntity, metadata: { name: 'other' } };
const api = { ...sampleEntity, kind: 'API' };

describe('openChoreoPlugin', () => {
  it('has the plugin id openchoreo', () => {
    expect(openChoreoPlugin).toMatchObject({ pluginId: 'openchoreo' });
  });

  it('adds its tabs and its card to OpenChoreo components only', () => {
    const filters = [
      createExtensionTester(deployContent).get(
        EntityContentBlueprint.dataRefs.filterFunction,
      ),
      createExtensionTester(releasesContent).get(
        EntityContentBlueprint.dataRefs.filterFunction,
      ),
      createExtensionTester(deploymentSummaryCard).get(
        EntityCardBlueprint.dataRefs.filterFunction,
      ),
    ];
    for (const filter of filters) {
      expect([sampleEntity, otherComponent, api].map(e => filter?.(e))).toEqual(
        [true, false, false],
      );
    }
  });
});
