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

describe('arrangeActs', () => {
  it('leads on to the next environment when all is well', () => {
    expect(arrangeActs('Ready', [suspend, promote])).toEqual({
      next: promote,
      rest: [suspend],
    });
  });

  it('offers to resume what is suspended', () => {
    expect(arrangeActs('Suspended', [promote, resume]).next).toBe(resume);
  });

  it('prefers what is possible, and shows what is not where nothing else is', () => {
    const off: Act = { ...promote, enabled: false, reason: 'Not yet.' };
    expect(arrangeActs('NotDeployed', [off, promote]).next).toBe(promote);
    expect(arrangeActs('Ready', [off, suspend]).next).toBe(off);
  });

  it('never makes taking something away the next act', () => {
    expect(arrangeActs('Ready', [suspend]).next).toBeUndefined();
  });
});

describe('actsOf', () => {
  it('takes a promotion with both its ends, and leaves out what it has no command for', () => {
    const enabled = true;
    expect(
      actsOf([
        { verb: 'Promote', source: 'dev', target: 'prod', enabled },
        { verb: 'Promote', target: 'prod', enabled },
        { verb: 'Roll back', enabled },
        { verb: 'Suspend', enabled: false, reason: 'It is being removed.' },
      ]),
    ).toEqual([
      { verb: 'Promote', from: 'dev', to: 'prod', enabled },
      { verb: 'Suspend', enabled: false, reason: 'It is being removed.' },
    ]);
  });
});
