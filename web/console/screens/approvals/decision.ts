// What can be decided on a proposal.
export type Decision = 'approve' | 'reject';
