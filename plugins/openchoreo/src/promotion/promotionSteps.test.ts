import type { PromotionGate } from '@promenade/backstage-plugin-openchoreo-common';
import { stepsWithGates } from './promotionSteps';
import { promotion } from '../__testUtils__';

const gate = (name: string, startedAt?: string): PromotionGate => ({
  name,
  type: 'Metric',
  state: 'Pending',
  startedAt,
});

/** Each step that has gates, with their names. */
function gateNames(
  steps: Parameters<typeof promotion>[0],
  gates: PromotionGate[],
) {
  return stepsWithGates(promotion(steps, { gates })).flatMap(each =>
    each.gates.length
      ? [[each.step.name, each.gates.map(({ name }) => name)]]
      : [],
  );
}

const checked = {
  state: 'Succeeded',
  startedAt: '2026-03-01T10:00:00Z',
  finishedAt: '2026-03-01T10:05:00Z',
} as const;

describe('stepsWithGates', () => {
  it('assigns a gate to the step in which it was evaluated', () => {
    const steps = {
      Check: checked,
      RollOut: { ...checked, startedAt: '2026-03-01T11:00:00Z' },
      Verify: { ...checked, startedAt: '2026-03-01T12:00:00Z' },
    };
    expect(
      gateNames(steps, [
        gate('check', '2026-03-01T10:01:00Z'),
        gate('again-after-the-approval', '2026-03-01T10:59:00Z'),
        gate('canary', '2026-03-01T11:00:00Z'),
        gate('verify', '2026-03-01T12:30:00Z'),
      ]),
    ).toEqual([
      ['Check', ['check', 'again-after-the-approval']],
      ['RollOut', ['canary']],
      ['Verify', ['verify']],
    ]);
  });

  it('assigns a gate that was not evaluated to the first step that has not ended', () => {
    expect(gateNames({}, [gate('a')])).toEqual([['Check', ['a']]]);
    expect(gateNames({ Check: checked }, [gate('a')])).toEqual([
      ['RollOut', ['a']],
    ]);
  });

  it('loses no gate of a promotion whose steps have all ended', () => {
    expect(
      gateNames({ Check: checked, RollOut: checked, Verify: checked }, [
        gate('a'),
      ]),
    ).toEqual([['Verify', ['a']]]);
  });
});
