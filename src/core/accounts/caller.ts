// The caller of a use case, and which records belong to it.

/** The key behind a request. */
export interface Caller {
  readonly accountId: string;
  readonly livemode: boolean;
  readonly keyId: string;
  readonly publishable: boolean;
  readonly requestId: string | null;
  /** What the request itself gave as its id, used or not; undefined where it gave none. Never written anywhere. */
  readonly givenRequestId?: string | undefined;
}

/** The two fields by which every stored record names its owner. */
export interface Owned {
  readonly accountId: string;
  readonly livemode: boolean;
}

/** Whether a record is of the caller's account and mode. Where it is not, the caller must be told that it does not exist. */
export function belongsTo(owned: Owned, caller: Caller): boolean {
  return owned.accountId === caller.accountId && owned.livemode === caller.livemode;
}
