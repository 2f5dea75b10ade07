// What is sealed, across all records of an embedded store. Pages walk the primary keys; PINs are found by a side table.
import { SealedRecordStore, sealedOfEndpoint, type SealedKind, type SealedRecord } from '../../core/sealed-records';
import { isoTime, type Instant } from '../../core/values/time';
import type { Database, Row, Statement } from './engine/database';
import type { GroupCommit } from './engine/group-commit';
import { claimEntry, dateEntry, undatedEntry } from './side-tables';

const PAGES: Readonly<Record<SealedKind, string>> = {
  redemption: `SELECT id, document ->> '$.sealedSource' AS source, document ->> '$.changeVoucher.sealedPin' AS change,
      (SELECT json_group_array(value ->> '$.refundVoucher.sealedPin') FROM json_each(redemptions.document, '$.reversals')) AS refunds
    FROM redemptions WHERE id > ? ORDER BY id LIMIT ?`,
  webhook_endpoint: `SELECT id, document ->> '$.secrets' AS secrets FROM webhook_endpoints WHERE id > ? ORDER BY id LIMIT ?`,
  stored_answer: `SELECT scope AS id, sealed_body AS body FROM stored_answers WHERE scope > ? ORDER BY scope LIMIT ?`,
  user: `SELECT id, document ->> '$.secondFactor.sealedSeed' AS seed, document ->> '$.pendingSeed' AS pending
    FROM users WHERE id > ? ORDER BY id LIMIT ?`,
};

const UNSETTLED = `SELECT substr(r.document ->> '$.sealedSource', 4, 8) AS key_id, count(*) AS sources
  FROM accounts AS a CROSS JOIN redemptions AS r INDEXED BY redemptions_status
  WHERE r.account_id = a.id AND r.livemode IN (0, 1) AND r.status IN ('draft', 'reserved')
    AND r.document ->> '$.sealedSource' IS NOT NULL
  GROUP BY key_id`;

/** For the plan test. Both ranges end before the entries of another kind begin. */
export function expiredPinList(now: Instant, madeBefore: Instant, limit: number): Statement {
  const held = (range: string) => `SELECT redemption_id FROM held_pins WHERE entry >= ${range}`;
  return {
    sql: `${held('? AND entry < ?')} UNION ALL ${held('? AND entry < ?')} LIMIT ?`,
    values: [dateEntry(''), dateEntry(isoTime(now)), undatedEntry(''), undatedEntry(isoTime(madeBefore)), limit],
  };
}

/** `SealedRecordStore` on SQLite. */
export class SqliteSealedRecords extends SealedRecordStore {
  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
  }

  override async page(kind: SealedKind, after: string, limit: number): Promise<SealedRecord[]> {
    return this.database.all(PAGES[kind], after, limit).map((row) => recordOf(kind, row));
  }

  override async unsettledSources(): Promise<ReadonlyMap<string, number>> {
    return new Map(this.database.all(UNSETTLED).map((row) => [String(row.key_id), Number(row.sources)]));
  }

  override resealAnswer(scope: string, from: string, to: string): Promise<boolean> {
    const sql = 'UPDATE stored_answers SET sealed_body = ? WHERE scope = ? AND sealed_body = ?';
    return this.writer.write(() => this.database.run(sql, to, scope, from) > 0);
  }

  override async expiredPins(now: Instant, madeBefore: Instant, limit: number): Promise<string[]> {
    const { sql, values } = expiredPinList(now, madeBefore, limit);
    return [...new Set(this.database.all(sql, ...values).map((row) => String(row.redemption_id)))];
  }

  override async pinHolders(claims: readonly string[]): Promise<string[]> {
    const sql = 'SELECT redemption_id FROM held_pins WHERE entry = ?';
    const rows = claims.flatMap((claim) => this.database.all(sql, claimEntry(claim)));
    return [...new Set(rows.map((row) => String(row.redemption_id)))];
  }
}

function recordOf(kind: SealedKind, row: Row): SealedRecord {
  const id = String(row.id);
  switch (kind) {
    case 'redemption':
      return { id, unsettled: texts(row.source), settled: [...texts(row.change), ...texts(...list(row.refunds))] };
    case 'webhook_endpoint':
      return sealedOfEndpoint(id, list(row.secrets) as { sealed: string }[]);
    case 'stored_answer':
      return { id, unsettled: [], settled: texts(row.body) };
    case 'user':
      return { id, unsettled: [], settled: texts(row.seed, row.pending) };
    default:
      return kind satisfies never;
  }
}

function list(json: unknown): unknown[] {
  return JSON.parse(String(json)) as unknown[];
}

function texts(...values: readonly unknown[]): string[] {
  return values.filter((value) => typeof value === 'string');
}
