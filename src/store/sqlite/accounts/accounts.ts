// Accounts, keys and users on SQLite. Written by the server and by the command line, which are different processes.
import { AccountStore } from '../../../core/accounts/store';
import type { User } from '../../../core/accounts/account';
import type { ApiKey } from '../../../core/accounts/account';
import type { Account } from '../../../core/accounts/account';
import type { Instant } from '../../../core/values/time';
import { DocumentTable } from '../document-table';
import type { Database, Row } from '../engine/database';
import type { GroupCommit } from '../engine/group-commit';
import { userByEmail, USERS } from '../people/tables';

/** The name of a mark, before the id of the key that sealed it. */
const DIGEST_KEYS = 'digest_keys.';

/** `AccountStore` on SQLite. */
export class SqliteAccounts extends AccountStore {
  private readonly users;

  constructor(
    private readonly database: Database,
    private readonly writer: GroupCommit,
  ) {
    super();
    this.users = new DocumentTable(database, USERS);
  }

  override bootstrap(account: Account, keys: readonly ApiKey[], user: User): Promise<boolean> {
    return this.writer.write(() => {
      if (this.database.get('SELECT 1 FROM accounts LIMIT 1')) return false;
      this.putAccount(account);
      for (const key of keys) this.putKey(key);
      this.users.insert(user);
      return true;
    });
  }

  override async findAccountByName(name: string): Promise<Account | null> {
    return this.accountNamed(name);
  }

  override ensureAccount(account: Account): Promise<Account> {
    return this.writer.write(() => {
      const standing = this.accountNamed(account.name);
      if (!standing) this.putAccount(account);
      return standing ?? account;
    });
  }

  override async digestKeyFingerprint(): Promise<string | null> {
    return this.keptFingerprint();
  }

  override keepDigestKeyFingerprint(fingerprint: string): Promise<string> {
    // Once for each file, as it is opened: a start on a full disk is what brings home the answers that wait beside it.
    return this.writer.finish(() => {
      this.database.run("INSERT OR IGNORE INTO marks (name, value) VALUES ('digest_key', ?)", fingerprint);
      return this.keptFingerprint() ?? fingerprint;
    });
  }

  override async sealedDigestKeys(keyId: string): Promise<string | null> {
    const row = this.database.get('SELECT value FROM marks WHERE name = ?', `${DIGEST_KEYS}${keyId}`);
    return row ? String(row.value) : null;
  }

  override async keepSealedDigestKeys(keyId: string, sealed: string): Promise<void> {
    const sql = 'INSERT OR IGNORE INTO marks (name, value) VALUES (?, ?)';
    await this.writer.finish(() => this.database.run(sql, `${DIGEST_KEYS}${keyId}`, sealed));
  }

  override insertKey(key: ApiKey): Promise<void> {
    return this.writer.write(() => this.putKey(key));
  }

  override async findKeyByDigest(digest: string): Promise<ApiKey | null> {
    const row = this.database.get(KEY_BY_DIGEST, digest);
    return row ? keyOf(JSON.parse(String(row.key)) as Row) : null;
  }

  override async findKeys(ids: readonly string[]): Promise<ApiKey[]> {
    const sql = 'SELECT * FROM api_keys WHERE id IN (SELECT value FROM json_each(?))';
    return this.database.all(sql, JSON.stringify(ids)).map(keyOf);
  }

  override async listKeys(accountId?: string): Promise<ApiKey[]> {
    const rows =
      accountId === undefined
        ? this.database.all('SELECT * FROM api_keys ORDER BY created_at, id')
        : this.database.all('SELECT * FROM api_keys WHERE account_id = ? ORDER BY created_at, id', accountId);
    return rows.map(keyOf);
  }

  override revokeKey(id: string, at: Instant, by?: string): Promise<boolean> {
    const sql = `UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?),
      revoked_by = CASE WHEN revoked_at IS NULL THEN ? ELSE revoked_by END WHERE id = ?`;
    return this.writer.finish(() => this.database.run(sql, at, by ?? null, id) > 0);
  }

  override endKey(id: string, at: Instant): Promise<boolean> {
    const sql = 'UPDATE api_keys SET ends_at = min(coalesce(ends_at, ?), ?) WHERE id = ? AND revoked_at IS NULL';
    return this.writer.finish(() => this.database.run(sql, at, at, id) > 0);
  }

  override async noteKeysUsed(uses: ReadonlyMap<string, Instant>): Promise<void> {
    if (uses.size === 0) return;
    const sql = 'UPDATE api_keys SET last_used_at = max(coalesce(last_used_at, ?), ?) WHERE id = ?';
    await this.writer.finish(() => {
      for (const [id, at] of uses) this.database.run(sql, at, at, id);
    });
  }

  override insertUser(user: User): Promise<boolean> {
    return this.writer.write(() => {
      if (this.database.get('SELECT 1 FROM users WHERE email = ?', user.email)) return false;
      this.users.insert(user);
      return true;
    });
  }

  override async findUserByEmail(email: string): Promise<User | null> {
    const [user] = this.users.page(userByEmail(email));
    return user ?? null;
  }

  override async listAccounts(): Promise<Account[]> {
    return this.database.all('SELECT * FROM accounts ORDER BY created_at, id').map(accountOf);
  }

  private keptFingerprint(): string | null {
    const row = this.database.get("SELECT value FROM marks WHERE name = 'digest_key'");
    return row ? String(row.value) : null;
  }

  private accountNamed(name: string): Account | null {
    const row = this.database.get('SELECT * FROM accounts WHERE name = ?', name);
    return row ? accountOf(row) : null;
  }

  private putAccount({ id, name, createdAt }: Account): void {
    this.database.run('INSERT INTO accounts (id, name, created_at) VALUES (?, ?, ?)', id, name, createdAt);
  }

  private putKey(key: ApiKey): void {
    this.database.run(
      `INSERT INTO api_keys (id, account_id, livemode, type, digest, hint, created_at, revoked_at, created_by, revoked_by,
         name, ends_at, last_used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      ...[key.id, key.accountId, Number(key.livemode), key.type, key.digest, key.hint, key.createdAt, key.revokedAt],
      ...[key.createdBy ?? null, key.revokedBy ?? null, key.name ?? null, key.endsAt ?? null, key.lastUsedAt ?? null],
    );
  }
}

function accountOf(row: Row): Account {
  return { id: String(row.id), name: String(row.name), createdAt: Number(row.created_at) };
}

/** Asked with every request. As one text: each column that is handed over alone costs nearly as much as to find the row. */
const KEY_BY_DIGEST = `SELECT json_object(${[
  'id',
  'account_id',
  'livemode',
  'type',
  'digest',
  'hint',
  'created_at',
  'revoked_at',
  'created_by',
  'revoked_by',
  'name',
  'ends_at',
  'last_used_at',
]
  .map((column) => `'${column}', ${column}`)
  .join(', ')}) AS key FROM api_keys WHERE digest = ?`;

function keyOf(row: Row): ApiKey {
  return {
    id: String(row.id),
    accountId: String(row.account_id),
    livemode: row.livemode === 1,
    type: row.type === 'secret' ? 'secret' : 'publishable',
    digest: String(row.digest),
    hint: String(row.hint),
    createdAt: Number(row.created_at),
    revokedAt: row.revoked_at === null ? null : Number(row.revoked_at),
    ...(typeof row.created_by === 'string' ? { createdBy: row.created_by } : {}),
    ...(typeof row.revoked_by === 'string' ? { revokedBy: row.revoked_by } : {}),
    ...(typeof row.name === 'string' ? { name: row.name } : {}),
    ...(typeof row.ends_at === 'number' ? { endsAt: row.ends_at } : {}),
    ...(typeof row.last_used_at === 'number' ? { lastUsedAt: row.last_used_at } : {}),
  };
}
