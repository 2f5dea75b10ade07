// Who is calling, and what belongs to them.

/** The key behind a request. */
export interface Caller {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly keyId: string;
  readonly publishable: boolean;
  readonly requestId: string | null;
}

/** What every stored record says about whose it is. */
export interface Owned {
  readonly accountId: string;
  readonly livemode: boolean;
}

/** Whether a record is of the caller's account and mode. Where it is not, the caller must be told that it does not exist. */
export function belongsTo(owned: Owned, caller: Caller): boolean {
  return owned.accountId === caller.accountId && owned.livemode === caller.livemode;
}
