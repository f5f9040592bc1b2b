import type { PromotionGate } from '@promenade/backstage-plugin-openchoreo-common';
import { stepsWithGates } from './promotionSteps';
import { promotion } from '../__testUtils__';

const gate = (name: string, phase?: PromotionGate['phase']): PromotionGate => ({
  name,
  type: 'Metric',
  state: 'Pending',
  phase,
});

describe('stepsWithGates', () => {
  it('assigns each gate to the step of its phase', () => {
    const gates = [
      gate('check', 'Checking'),
      gate('canary', 'Progressing'),
      gate('verify', 'Verifying'),
      gate('of-another-version'),
    ];
    expect(
      stepsWithGates(promotion({}, { gates })).map(each => [
        each.step.name,
        each.gates.map(({ name }) => name),
      ]),
    ).toEqual([
      ['Check', ['check', 'of-another-version']],
      ['Approval', []],
      ['RollOut', ['canary']],
      ['Verify', ['verify']],
    ]);
  });
});
