// Accounts, keys and users on MongoDB. Written by servers and by the command line, which are different processes.
import type { Connection, mongo } from 'mongoose';
import type { Account, ApiKey, User } from '../../../core/accounts/account';
import { AccountStore } from '../../../core/accounts/store';
import type { Instant } from '../../../core/values/time';
import { insertedInto, isDuplicate } from '../engine/duplicate';
import { answersTo, SharedCommand } from '../engine/shared-command';
import { userDocument, userOf } from '../people/documents';
import type { Collections } from '../schema/collections';

const FIRST = 'first_account';
const DIGEST_KEY = 'digest_key';
/** The name of a marker, before the id of the key that sealed it. */
const DIGEST_KEYS = 'digest_keys.';
const OLDEST_FIRST = { createdAt: 1, _id: 1 } as const;

/**
 * `AccountStore` on MongoDB. Unique indexes decide who was first where several processes write the same name, address or
 * marker.
 */
export class MongoAccounts extends AccountStore {
  private readonly accounts;
  private readonly keys;
  private readonly users;
  private readonly markers;
  /** Asked for with every request, mostly for the same few keys. Never kept: a key that is revoked ends at once, everywhere. */
  private readonly byDigest = new SharedCommand((digests: readonly string[]) => this.keysOf(digests));

  constructor(
    private readonly connection: Connection,
    collections: Collections,
    /** A standalone server, for tests only, has none. */
    private readonly hasTransactions: boolean,
  ) {
    super();
    this.accounts = collections.accounts;
    this.keys = collections.keys;
    this.users = collections.users;
    this.markers = collections.markers;
  }

  /** Several first boots compete for the marker: one document, so that one of them wins. */
  override async bootstrap(account: Account, keys: readonly ApiKey[], user: User): Promise<boolean> {
    if (await this.accounts.findOne({}, { projection: { _id: 1 } })) return false;
    const write = async (options: { readonly session?: mongo.ClientSession }) => {
      await this.markers.insertOne({ _id: FIRST, accountId: account.id }, options);
      await this.accounts.insertOne(documentOf(account), options);
      if (keys.length > 0) await this.keys.insertMany(keys.map(documentOf), options);
      await this.users.insertOne(userDocument(user), options);
    };
    try {
      if (this.hasTransactions) await this.connection.transaction((session) => write({ session }));
      else await write({});
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  override async findAccountByName(name: string): Promise<Account | null> {
    const found = await this.accounts.findOne({ name: { $eq: name } });
    return found && objectOf(found);
  }

  override async ensureAccount(account: Account): Promise<Account> {
    if (await insertedInto(this.accounts, documentOf(account))) return account;
    return (await this.findAccountByName(account.name)) ?? account;
  }

  override async digestKeyFingerprint(): Promise<string | null> {
    const kept = await this.markers.findOne({ _id: DIGEST_KEY });
    return kept?.print ?? null;
  }

  override async keepDigestKeyFingerprint(fingerprint: string): Promise<string> {
    await insertedInto(this.markers, { _id: DIGEST_KEY, print: fingerprint });
    return (await this.digestKeyFingerprint()) ?? fingerprint;
  }

  override async sealedDigestKeys(keyId: string): Promise<string | null> {
    const kept = await this.markers.findOne({ _id: `${DIGEST_KEYS}${keyId}` });
    return kept?.sealed ?? null;
  }

  override async keepSealedDigestKeys(keyId: string, sealed: string): Promise<void> {
    await insertedInto(this.markers, { _id: `${DIGEST_KEYS}${keyId}`, sealed });
  }

  override async insertKey(key: ApiKey): Promise<void> {
    await this.keys.insertOne(documentOf(key));
  }

  override findKeyByDigest(digest: string): Promise<ApiKey | null> {
    return this.byDigest.call(digest);
  }

  override async findKeys(ids: readonly string[]): Promise<ApiKey[]> {
    return (await this.keys.find({ _id: { $in: [...ids] } }).toArray()).map(objectOf);
  }

  override async listKeys(accountId?: string): Promise<ApiKey[]> {
    const filter = accountId === undefined ? {} : { accountId: { $eq: accountId } };
    return (await this.keys.find(filter).sort(OLDEST_FIRST).toArray()).map(objectOf);
  }

  override async revokeKey(id: string, at: Instant, by?: string): Promise<boolean> {
    const revoked = { revokedAt: at, ...(by === undefined ? {} : { revokedBy: by }) };
    const { matchedCount } = await this.keys.updateOne({ _id: id, revokedAt: null }, { $set: revoked });
    return matchedCount > 0 || (await this.keys.findOne({ _id: id }, { projection: { _id: 1 } })) !== null;
  }

  override async endKey(id: string, at: Instant): Promise<boolean> {
    const { matchedCount } = await this.keys.updateOne({ _id: id, revokedAt: null }, { $min: { endsAt: at } });
    return matchedCount > 0;
  }

  override async noteKeysUsed(uses: ReadonlyMap<string, Instant>): Promise<void> {
    if (uses.size === 0) return;
    const writes = [...uses].map(([id, at]) => ({
      updateOne: { filter: { _id: id }, update: { $max: { lastUsedAt: at } } },
    }));
    await this.keys.bulkWrite(writes, { ordered: false });
  }

  override insertUser(user: User): Promise<boolean> {
    return insertedInto(this.users, userDocument(user));
  }

  override async findUserByEmail(email: string): Promise<User | null> {
    const found = await this.users.findOne({ email: { $eq: email } });
    return found && userOf(found);
  }

  override async listAccounts(): Promise<Account[]> {
    return (await this.accounts.find().sort(OLDEST_FIRST).toArray()).map(objectOf);
  }

  private async keysOf(digests: readonly string[]): Promise<{ value: ApiKey | null }[]> {
    const keys = await this.keys.find({ digest: { $in: [...new Set(digests)] } }).toArray();
    return answersTo(
      digests,
      keys.map((key) => [key.digest, objectOf(key)]),
    );
  }
}

function documentOf<T extends { readonly id: string }>({ id, ...rest }: T): Omit<T, 'id'> & { _id: string } {
  return { _id: id, ...rest };
}

function objectOf<T extends { _id: string }>({ _id, ...rest }: T): Omit<T, '_id'> & { id: string } {
  return { id: _id, ...rest };
}
