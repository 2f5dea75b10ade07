// The properties that many schemas share, as arguments of `@ApiProperty`.

/** An RFC 3339 time in UTC. */
export const TIME = { type: 'string', format: 'date-time' } as const;
/** A time or null. */
export const MAYBE_TIME = { ...TIME, nullable: true } as const;
/** Text or null. */
export const MAYBE_TEXT = { type: String, nullable: true } as const;
/** An amount of money. */
export const CENTS = { type: 'integer', format: 'int64', minimum: 0 } as const;

/** An id of ours: `prefix`, `_` and 24 hex digits. */
export const idOf = (prefix: string) =>
  ({ type: 'string', pattern: `^${prefix}_[0-9a-f]{24}$`, example: `${prefix}_6740aa51c2f9d1e0b7a3c455` }) as const;
