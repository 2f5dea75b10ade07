// Stored answers on SQLite: first answers of POSTs that no redemption records.
import { StoredAnswerStore } from '../../core/stored-answers';
import type { AnswerClaim, StoredAnswer } from '../../core/stored-answers';
import type { Instant } from '../../core/values/time';
import type { Database, Row } from './engine/database';
import type { GroupCommit } from './engine/group-commit';

/** `StoredAnswerStore` on SQLite. */
export class SqliteStoredAnswers extends StoredAnswerStore {
  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
  }

  override find(scope: string): Promise<StoredAnswer | null> {
    const standing = this.database.get('SELECT * FROM stored_answers WHERE scope = ?', scope);
    return Promise.resolve(standing ? answerOf(standing) : null);
  }

  override async begin(entry: StoredAnswer): Promise<StoredAnswer | null> {
    return this.writer.write(() => {
      const standing = this.database.get('SELECT * FROM stored_answers WHERE scope = ?', entry.scope);
      if (standing) return answerOf(standing);
      this.database.run(
        'INSERT INTO stored_answers (scope, request_digest, at, status, sealed_body) VALUES (?, ?, ?, ?, ?)',
        entry.scope,
        entry.requestDigest,
        entry.at,
        entry.answer?.status ?? null,
        entry.answer?.sealedBody ?? null,
      );
      return null;
    });
  }

  override async finish({ scope, at }: AnswerClaim, answer: { status: number; sealedBody: string }): Promise<void> {
    const sql = 'UPDATE stored_answers SET status = ?, sealed_body = ? WHERE scope = ? AND at = ?';
    await this.writer.finish(() => this.database.run(sql, answer.status, answer.sealedBody, scope, at));
  }

  override async drop({ scope, at, answer }: AnswerClaim & Pick<StoredAnswer, 'answer'>): Promise<void> {
    const sql = 'DELETE FROM stored_answers WHERE scope = ? AND at = ? AND (status IS NULL) = ?';
    await this.writer.finish(() => this.database.run(sql, scope, at, answer === null ? 1 : 0));
  }

  override expire(before: Instant, limit: number): Promise<number> {
    const oldest = 'SELECT rowid FROM stored_answers INDEXED BY stored_answers_at WHERE at < ? ORDER BY at LIMIT ?';
    const sql = `DELETE FROM stored_answers WHERE rowid IN (${oldest})`;
    return this.writer.finish(() => this.database.run(sql, before, limit));
  }
}

function answerOf(row: Row): StoredAnswer {
  const answer = row.status === null ? null : { status: Number(row.status), sealedBody: String(row.sealed_body) };
  return { scope: String(row.scope), requestDigest: String(row.request_digest), at: Number(row.at), answer };
}
