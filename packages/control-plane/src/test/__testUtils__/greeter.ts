import { componentKind, promotionKind } from '@promenade/openchoreo-model';
import { aComponent, aPromotion, aService, aWorkload } from './builders';
import { Modifier, ofComponent } from './modifiers';
import { fromTo, withWorkloadName, withImage } from './spec-modifiers';
import { TestPlatform } from './test-platform';

/** Deploys the component `greeter`, and waits until it is ready. */
export async function deployGreeter(
  platform: TestPlatform,
  ...workload: Modifier[]
): Promise<void> {
  await platform.apply(
    aComponent('greeter'),
    aWorkload(
      'greeter',
      ofComponent('greeter'),
      withImage('registry.test/app:1'),
      ...workload,
    ),
    aService('greeter', ofComponent('greeter'), withWorkloadName('greeter')),
  );
  await platform.waitForCondition(componentKind, 'greeter', { status: 'True' });
}

/** Promotes the greeter from `development` to `staging`, and waits until it runs there. */
export async function promoteGreeter(platform: TestPlatform): Promise<void> {
  await platform.apply(
    aPromotion(
      'greeter-to-staging',
      ofComponent('greeter'),
      fromTo('development', 'staging'),
    ),
  );
  await platform.waitForCondition(promotionKind, 'greeter-to-staging', {
    type: 'Complete',
    status: 'True',
  });
}
