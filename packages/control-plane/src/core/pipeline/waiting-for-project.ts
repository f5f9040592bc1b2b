/** Reason of the condition Complete of a Promotion that needs nothing but the other components of its project. */
export const waitingForProjectReason = 'WaitingForProject';
