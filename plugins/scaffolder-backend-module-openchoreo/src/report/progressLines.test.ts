import { mockServices } from '@backstage/backend-test-utils';
import { ProgressLog } from './ProgressLog';
import { promotionLine, stateLine } from './progressLines';

describe('stateLine', () => {
  it('says the state in the words of the portal, and what it waits for', () => {
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
  it('says where the promotion is', () => {
    expect(
      promotionLine({
        name: 'p',
        from: 'development',
        to: 'staging',
        phase: 'RollingOut',
        steps: [],
        startedAt: '2026-01-01T00:00:00Z',
        message: 'Waiting for 2 pods.',
      }),
    ).toBe('Promotion to staging: rolling out. Waiting for 2 pods.');
  });
});

describe('ProgressLog', () => {
  it('writes a line once, until there is another', () => {
    const logger = mockServices.logger.mock();
    const progress = new ProgressLog(logger);
    ['one', 'one', 'two', 'one'].forEach(line => progress.say(line));
    expect(logger.info.mock.calls.flat()).toEqual(['one', 'two', 'one']);
    expect(progress.last).toBe('one');
  });
});
