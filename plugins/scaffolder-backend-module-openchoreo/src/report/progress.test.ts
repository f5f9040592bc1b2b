import { mockServices } from '@backstage/backend-test-utils';
import { ProgressLog, promotionLine, stateLine } from './progress';

describe('stateLine', () => {
  it('has the label of the pages, and the message', () => {
    expect(
      stateLine('development', {
        state: 'Progressing',
        message: 'Waiting for 1 pod.',
      }),
    ).toBe('development: Progressing. Waiting for 1 pod.');
    expect(stateLine('staging', { state: 'NotDeployed' })).toBe(
      'staging: Not deployed.',
    );
  });
});

describe('promotionLine', () => {
  it('has the phase and the message', () => {
    expect(
      promotionLine({
        name: 'p',
        type: 'Promote',
        isRequesterVerified: true,
        gates: [],
        approvals: [],
        transitions: [],
        from: 'development',
        to: 'staging',
        phase: 'Progressing',
        steps: [],
        startedAt: '2026-01-01T00:00:00Z',
        message: 'Waiting for 2 pods.',
      }),
    ).toBe('Promotion to staging: rolling out. Waiting for 2 pods.');
  });
});

describe('ProgressLog', () => {
  it('logs a line once, until there is another', () => {
    const logger = mockServices.logger.mock();
    const progress = new ProgressLog(logger);
    ['one', 'one', 'two', 'one'].forEach(line => progress.log(line));
    expect(logger.info.mock.calls.flat()).toEqual(['one', 'two', 'one']);
    expect(progress.lastState).toMatch(
      /^one \(since \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\)$/,
    );
  });
});
