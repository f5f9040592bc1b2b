import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { deployContent } from './board';
import { whereItRunsCard } from './overview';
import openChoreoPlugin from '.';
import { sampleEntity } from './__testUtils__/renderOnEntity';

const stranger = { ...sampleEntity, metadata: { name: 'stranger' } };
const api = { ...sampleEntity, kind: 'API' };

describe('openChoreoPlugin', () => {
  it('is the plugin that apps discover', () => {
    expect(openChoreoPlugin).toMatchObject({ pluginId: 'openchoreo' });
  });

  it('adds its tab and its card to components of the platform, and to nothing else', () => {
    const filters = [
      createExtensionTester(deployContent).get(
        EntityContentBlueprint.dataRefs.filterFunction,
      ),
      createExtensionTester(whereItRunsCard).get(
        EntityCardBlueprint.dataRefs.filterFunction,
      ),
    ];
    for (const filter of filters) {
      expect([sampleEntity, stranger, api].map(e => filter?.(e))).toEqual([
        true,
        false,
        false,
      ]);
    }
  });
});
