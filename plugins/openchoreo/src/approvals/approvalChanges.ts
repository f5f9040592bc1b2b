/** Sends a `change` event when the user has decided about a promotion, so that the list and the number of approvals are current. */
export const approvalChanges = new EventTarget();
