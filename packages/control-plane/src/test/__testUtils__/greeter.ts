import { componentKind, promotionKind } from '@promenade/openchoreo-model';
import { aComponent, aPromotion, aService, aWorkload } from './builders';
import { Part, ofComponent } from './parts';
import { along, deploying, running } from './said';
import { TestPlatform } from './test-platform';

/** Deploys the component `greeter`, and waits until it is ready. */
export async function deployGreeter(
  platform: TestPlatform,
  ...workload: Part[]
): Promise<void> {
  await platform.apply(
    aComponent('greeter'),
    aWorkload(
      'greeter',
      ofComponent('greeter'),
      running('registry.test/app:1'),
      ...workload,
    ),
    aService('greeter', ofComponent('greeter'), deploying('greeter')),
  );
  await platform.untilCondition(componentKind, 'greeter', { status: 'True' });
}

/** Promotes the greeter from `development` to `staging`, and waits until it runs there. */
export async function promoteGreeter(platform: TestPlatform): Promise<void> {
  await platform.apply(
    aPromotion(
      'greeter-to-staging',
      ofComponent('greeter'),
      along('development', 'staging'),
    ),
  );
  await platform.untilCondition(promotionKind, 'greeter-to-staging', {
    type: 'Complete',
    status: 'True',
  });
}
