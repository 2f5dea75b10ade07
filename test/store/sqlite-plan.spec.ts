// Every list on SQLite walks one index in order: no scan of a table, no sort, however many rows there are.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  differenceList,
  dueLaterList,
  dueList,
  dueOfList,
  endedList,
  eventList,
  findingList,
  nextWithDue,
  proposalList,
  redemptionFilters,
  redemptionList,
  redemptionsAt,
  reviewedList,
  runList,
  terminalList,
} from '../../src/store/sqlite/lists';
import {
  doubtRows,
  givenBackRows,
  redemptionsById,
  reversalList,
  settledList,
  settledRows,
} from '../../src/store/sqlite/books/queries';
import { beginningPlaces, searchFilters, unfilledList } from '../../src/store/sqlite/search/queries';
import type { Statement } from '../../src/store/sqlite/engine/database';
import { placesSql, rowsSql } from '../../src/store/sqlite/walk';
import { expiredPinList } from '../../src/store/sqlite/sealed-records';
import { RUN_STATEMENTS } from '../../src/store/sqlite/reconciliations';
import { terminalBy } from '../../src/store/sqlite/accounts/terminals';
import {
  auditList,
  otherAdmin,
  sessionBy,
  sessionList,
  userByEmail,
  userList,
} from '../../src/store/sqlite/people/tables';
import { openSqliteStore, type SqliteStore } from '../../src/store/sqlite/store';
import { sampleEvent, T0 } from '../fixtures/redemption';
import { sampleUser } from './contract/people';
import {
  AUDIT_QUERIES,
  EVENT_QUERIES,
  OPEN_QUERIES,
  PLAN_ACCOUNT,
  plannedFinding,
  plannedRedemption,
  REDEMPTION_QUERIES,
  REVERSAL_QUERIES,
  SEARCH_QUERIES,
  REVIEWED_QUERIES,
  SETTLED_QUERIES,
} from './plan-queries';

const ROWS = 5000;

describe('lists on SQLite', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-plan-'));
  let store: SqliteStore;
  beforeAll(async () => {
    store = await openSqliteStore(join(folder, 'vouch.db'));
    const all = Array.from({ length: ROWS }, (_, index) => plannedRedemption(index));
    await Promise.all(all.map((redemption) => store.redemptions.insert(redemption, [sampleEvent(redemption, 1)])));
    await Promise.all(all.slice(0, 500).map((_, index) => store.findings.insert(plannedFinding(index))));
  }, 60_000);
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  function plan({ sql, values }: Statement): string {
    const rows = store.database.all(`EXPLAIN QUERY PLAN ${sql}`, ...values);
    return rows.map((row) => String(row['detail'])).join('\n');
  }

  function expectIndexed(statement: Statement): void {
    const detail = plan(statement);
    expect(detail).toMatch(/SEARCH/);
    expect(detail).not.toMatch(/SCAN|USE TEMP B-TREE|AUTOMATIC/);
  }

  // Statistics change what the planner prefers: the plan has to hold before and after they were collected.
  describe.each(['fresh', 'analyzed'])('in a %s file', (state) => {
    beforeAll(() => {
      if (state === 'analyzed') store.database.exec('ANALYZE');
    });
    it.each(REDEMPTION_QUERIES)('redemptions by %s', async (_name, query) => {
      expectIndexed(redemptionList(query));
      expect(await store.redemptions.list(query)).not.toEqual([]);
    });
    it.each(REDEMPTION_QUERIES)('pages of redemptions by %s, without a look at the rows', (_name, query) => {
      for (const filter of redemptionFilters(query)) {
        for (const upTo of [false, true]) {
          const statement = { sql: placesSql(filter, upTo), values: [...filter.values, '', ':', 20] };
          expectIndexed(statement);
          expect(plan(statement)).toMatch(/USING (COVERING INDEX|PRIMARY KEY)/);
        }
        if (filter.holdsDocuments) expectIndexed({ sql: rowsSql(filter), values: [...filter.values, '', ':', 20] });
      }
      expect(plan(redemptionsAt(query, ['place']))).toMatch(
        /^SCAN wanted VIRTUAL TABLE INDEX \d:\nSEARCH redemptions USING INDEX redemptions_place \(account_id=\? AND livemode=\? AND place=\?\)$/,
      );
    });
    it.each(SEARCH_QUERIES)('searches by %s, without a look at the rows', (_name, query) => {
      const given = searchFilters(query);
      const filters = given.length > 0 ? given : redemptionFilters(query);
      for (const filter of filters.flatMap((one) => [one, ...(one.or ?? [])])) {
        for (const upTo of [false, true]) {
          const statement = { sql: placesSql(filter, upTo), values: [...filter.values, '', ':', 20] };
          expectIndexed(statement);
          expect(plan(statement)).toMatch(/USING (COVERING INDEX|PRIMARY KEY)/);
        }
      }
    });
    it('what a reference begins with, and what is not searchable yet', () => {
      const scope = { accountId: PLAN_ACCOUNT, livemode: false };
      expect(plan(beginningPlaces(scope, 'order', 20))).toBe(
        'SEARCH redemptions USING COVERING INDEX redemptions_external_reference (account_id=? AND livemode=? AND external_reference>? AND external_reference<?)',
      );
      expect(plan(unfilledList('~', 20, 'document'))).toMatch(/^SEARCH redemptions USING INDEX \S+ \(id<\?\)$/);
    });
    it.each(SETTLED_QUERIES)('pages of redemptions by %s', (_name, query) => {
      const statement = settledList(query);
      expectIndexed(statement);
      expect(plan(statement)).toMatch(
        /^SEARCH w USING PRIMARY KEY \(account_id=\? AND livemode=\? AND place>\? AND place<\?\)/,
      );
    });
    it.each(REVERSAL_QUERIES)('reversals by %s', (_name, query) => {
      expectIndexed(reversalList(query));
    });
    it('the days of the books, and the documents of a page of them', () => {
      const query = { accountId: PLAN_ACCOUNT, livemode: false, from: T0, to: T0 + 5000, offsetMs: 0 };
      for (const rows of [settledRows, givenBackRows, doubtRows]) expectIndexed(rows(query, '', 100));
      expect(plan(redemptionsById(['a']))).toMatch(
        /^SCAN wanted VIRTUAL TABLE INDEX \d:\nSEARCH r USING INDEX \S+ \(id=\?\)$/,
      );
    });
    it.each(EVENT_QUERIES)('events by %s', (_name, query) => expectIndexed(eventList(query)));
    it.each(REVIEWED_QUERIES)('reviews and findings %#', (query) => {
      expectIndexed(reviewedList(query));
      expectIndexed(findingList(query));
    });
    it.each(OPEN_QUERIES)('proposals, all and those that wait %#', (query) => {
      for (const waiting of [false, true]) expectIndexed(proposalList({ ...query, waiting }));
    });
    it.each(OPEN_QUERIES)('terminals: one by its code or key, and a page %#', (query) => {
      expectIndexed(terminalBy('pairing', 'x'));
      expectIndexed(terminalBy('key', 'x'));
      expectIndexed(terminalList(query));
    });
    it('people: a session by its cookie, a user by e-mail, their lists, and whether another admin is left', () => {
      const user = sampleUser();
      for (const statement of [sessionBy('x'), userByEmail('x'), sessionList('x', 20), otherAdmin(user)])
        expectIndexed(statement);
      for (const query of OPEN_QUERIES) expectIndexed(userList(query));
    });
    it.each(AUDIT_QUERIES)('the audit log by %s', (_name, query) => expectIndexed(auditList(query)));
    it.each(OPEN_QUERIES)('reconciliations %#', (query) => {
      expectIndexed(runList(query));
      expectIndexed(differenceList({ runId: 'rcn_1', after: 3, limit: 20 }));
      expectIndexed(differenceList({ runId: 'rcn_1', after: 3, limit: 20, kind: 'ours_only' }));
      const { busy, byScope, abandoned, oldest, drop } = RUN_STATEMENTS;
      expectIndexed({ sql: busy, values: ['acc_1', 0] });
      expectIndexed({ sql: byScope, values: ['x'] });
      expectIndexed({ sql: abandoned, values: [T0, 20] });
      expectIndexed({ sql: oldest, values: [T0] });
      expectIndexed({ sql: drop, values: ['rcn_1', 20] });
    });
    it('what is due, now and later', () => {
      expectIndexed(dueList(T0 + ROWS, 20));
      // Whatever others have due: nothing but the index is read.
      for (const statement of [dueOfList('acc_1', T0 + ROWS, 20), nextWithDue('acc_1')]) {
        expectIndexed(statement);
        expect(plan(statement)).toMatch(/USING COVERING INDEX redemptions_due_by/);
      }
      expectIndexed(dueLaterList(T0, 20));
      expectIndexed(dueLaterList(T0, 20, { id: 'rdm_8', dueAt: T0 + ROWS / 2 }));
    });
    it('what has come to its end', () => expectIndexed(endedList(T0 + ROWS, 20)));
    it('PINs whose voucher has ended', () => {
      const detail = plan(expiredPinList(T0 + ROWS, T0, 20));
      expect(detail.match(/SEARCH held_pins USING PRIMARY KEY/g)).toHaveLength(2);
      expect(detail).not.toMatch(/SCAN|USE TEMP B-TREE|AUTOMATIC/);
    });
  });
});
