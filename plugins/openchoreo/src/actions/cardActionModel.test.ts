import type { DeploymentAction } from '@promenade/backstage-plugin-openchoreo-common';
import { awaitingApproval } from '../__testUtils__';
import {
  selectPrimaryAction,
  toCardActions,
  type CardAction,
} from './cardActionModel';

const { name: promotion } = awaitingApproval;
const cardActionsOf = (actions: DeploymentAction[]) =>
  toCardActions({ actions, promotion: awaitingApproval });

const promote: CardAction = {
  verb: 'Promote',
  from: 'dev',
  to: 'prod',
  enabled: true,
};
const suspend: CardAction = { verb: 'Suspend', enabled: true };
const resume: CardAction = { verb: 'Resume', enabled: true };

describe('selectPrimaryAction', () => {
  it('selects the promotion to the next environment', () => {
    expect(selectPrimaryAction('Ready', [suspend, promote])).toEqual({
      primary: promote,
      rest: [suspend],
    });
  });

  it('selects Resume for a suspended deployment', () => {
    expect(selectPrimaryAction('Suspended', [promote, resume]).primary).toBe(
      resume,
    );
  });

  it('prefers an enabled action, and selects a disabled one if there is no other', () => {
    const off: CardAction = { ...promote, enabled: false, reason: 'Not yet.' };
    expect(selectPrimaryAction('NotDeployed', [off, promote]).primary).toBe(
      promote,
    );
    expect(selectPrimaryAction('Ready', [off, suspend]).primary).toBe(off);
  });

  it('selects Deploy for a deployment that was removed, also if a release can be promoted to it', () => {
    const deploy: CardAction = { verb: 'Deploy', enabled: true };
    expect(selectPrimaryAction('NotDeployed', [promote, deploy])).toEqual({
      primary: deploy,
      rest: [promote],
    });
    const off: CardAction = { ...deploy, enabled: false, reason: 'No.' };
    expect(selectPrimaryAction('NotDeployed', [promote, off]).primary).toBe(
      promote,
    );
    expect(
      selectPrimaryAction('NotDeployed', [{ ...promote, enabled: false }, off])
        .primary?.verb,
    ).toBe('Promote');
  });

  it('never selects what interrupts a deployment', () => {
    const enabled = true;
    const actions: CardAction[] = [
      suspend,
      { verb: 'Restart', enabled },
      { verb: 'Roll back', enabled },
      { verb: 'Undeploy', enabled },
    ];
    expect(selectPrimaryAction('Ready', actions).primary).toBeUndefined();
  });

  it('selects the review of a promotion first, and Cancel while it cannot be reviewed', () => {
    const off: CardAction = { ...promote, enabled: false, reason: 'Running.' };
    const review: CardAction = { verb: 'Review', enabled: true };
    const cancel: CardAction = { verb: 'Cancel', enabled: true };
    expect(
      selectPrimaryAction('Suspended', [off, cancel, resume, review]).primary,
    ).toBe(review);
    expect(selectPrimaryAction('Ready', [off, cancel]).primary).toBe(cancel);
    // A promotion would supersede the one that waits.
    expect(selectPrimaryAction('Ready', [promote, cancel]).primary).toBe(
      cancel,
    );
    const cannot: CardAction = { ...cancel, enabled: false, reason: 'No.' };
    expect(selectPrimaryAction('Ready', [off, cannot]).primary).toBe(off);
  });
});

describe('toCardActions', () => {
  it('keeps promotions with source and target, and drops actions without an implementation', () => {
    const enabled = true;
    expect(
      cardActionsOf([
        { verb: 'Promote', source: 'dev', target: 'prod', enabled },
        { verb: 'Promote', target: 'prod', enabled },
        { verb: 'Roll back', enabled },
        { verb: 'Unknown', enabled },
        { verb: 'Suspend', enabled: false, reason: 'It is being removed.' },
      ]),
    ).toEqual([
      { verb: 'Promote', from: 'dev', to: 'prod', enabled },
      { verb: 'Roll back', enabled },
      { verb: 'Suspend', enabled: false, reason: 'It is being removed.' },
    ]);
  });

  it('makes one action of Approve and Reject, which everybody may open', () => {
    const enabled = false;
    expect(
      cardActionsOf([
        { verb: 'Approve', promotion, enabled, reason: 'No approver.' },
        { verb: 'Reject', promotion, enabled, reason: 'No approver.' },
      ]),
    ).toEqual([{ verb: 'Review', enabled: true }]);
  });

  it('leaves out decisions about a promotion that waits behind the one of the card', () => {
    const enabled = true;
    expect(
      cardActionsOf([
        { verb: 'Cancel', promotion, enabled },
        { verb: 'Cancel', promotion: 'another', enabled },
      ]),
    ).toEqual([{ verb: 'Cancel', enabled, reason: undefined }]);
  });
});
