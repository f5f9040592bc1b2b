import type { EnvironmentCard } from '@promenade/backstage-plugin-openchoreo-common';
import { sampleBoards } from '../sample';
import { actsOf, type Act } from './Act';
import { arrangeActs } from './arrangeActs';

const promote: Act = {
  verb: 'Promote',
  from: 'dev',
  to: 'prod',
  enabled: true,
};
const suspend: Act = { verb: 'Suspend', enabled: true };
const resume: Act = { verb: 'Resume', enabled: true };
const rollBack: Act = { verb: 'Roll back', enabled: true };

describe('arrangeActs', () => {
  it('leads on to the next environment when all is well', () => {
    expect(arrangeActs('Ready', [suspend, promote])).toEqual({
      next: promote,
      rest: [suspend],
    });
  });

  it('offers the way back first where something is wrong', () => {
    expect(arrangeActs('Failed', [promote, rollBack]).next).toBe(rollBack);
  });

  it('offers to resume what is suspended', () => {
    expect(arrangeActs('Suspended', [promote, resume]).next).toBe(resume);
  });

  it('prefers what is possible, and shows what is not where nothing else is', () => {
    const off: Act = { ...promote, enabled: false, reason: 'Not yet.' };
    expect(arrangeActs('Ready', [off, rollBack]).next).toBe(rollBack);
    expect(arrangeActs('Ready', [off, suspend]).next).toBe(off);
  });

  it('never makes taking something away the next act', () => {
    expect(arrangeActs('Ready', [suspend]).next).toBeUndefined();
  });
});

describe('actsOf', () => {
  const edges = [{ from: 'dev', to: 'prod', requiresApproval: false }];
  const [template] = sampleBoards.ready.environments;
  const card = (
    name: string,
    actions: EnvironmentCard['actions'],
  ): EnvironmentCard => ({
    ...template,
    environment: { name, isProduction: false },
    actions,
  });

  it('takes a promotion to elsewhere as going from here', () => {
    const action = { verb: 'Promote', target: 'prod', enabled: true } as const;
    expect(actsOf(card('dev', [action]), edges)).toMatchObject([
      { from: 'dev', to: 'prod' },
    ]);
  });

  it('takes a promotion without a target as coming here', () => {
    const action = { verb: 'Promote', enabled: false } as const;
    expect(actsOf(card('prod', [action]), edges)).toMatchObject([
      { from: 'dev', to: 'prod' },
    ]);
  });
});
