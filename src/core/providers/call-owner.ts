/** Whose books a call is about. */
export interface CallOwner {
  readonly accountId: string;
  readonly livemode: boolean;
}
