// Accounts, keys and users on MongoDB. Written by servers and by the command line, which are different processes.
import type { ClientSession, Connection } from 'mongoose';
import { AccountStore } from '../../core/accounts/store';
import type { User } from '../../core/accounts/account';
import type { ApiKey } from '../../core/accounts/account';
import type { Account } from '../../core/accounts/account';
import type { Instant } from '../../core/values/time';
import { isDuplicate } from './engine/duplicate';
import {
  type AccountDocument,
  collectionOf,
  type KeyDocument,
  type MarkerDocument,
  type Models,
  type UserDocument,
} from './schema/collections';
import { answersTo, SharedCommand } from './engine/shared-command';

const FIRST = 'first_account';
const DIGEST_KEY = 'digest_key';

export class MongoAccounts extends AccountStore {
  /** Asked for with every request, mostly for the same few keys. Never kept: a key that is revoked ends at once, everywhere. */
  private readonly byDigest = new SharedCommand((digests: readonly string[]) => this.keysOf(digests));

  constructor(
    private readonly connection: Connection,
    private readonly models: Models,
    /** A standalone server, for tests only, has none. */
    private readonly hasTransactions: boolean,
  ) {
    super();
  }

  /** The marker is what several first boots fight over: one document, one winner. */
  override async bootstrap(account: Account, keys: readonly ApiKey[], user: User): Promise<boolean> {
    if (await this.models.accounts.exists({})) return false;
    const write = async (session: ClientSession | null) => {
      await this.models.markers.create([{ _id: FIRST, accountId: account.id }], { session });
      await this.models.accounts.create([documentOf(account)], { session });
      await this.models.keys.create(keys.map(documentOf), { session, ordered: true });
      await this.models.users.create([documentOf(user)], { session });
    };
    try {
      if (this.hasTransactions) await this.connection.transaction(write);
      else await write(null);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  override async findAccountByName(name: string): Promise<Account | null> {
    const found = await this.models.accounts.findOne({ name: { $eq: name } }).lean<AccountDocument>();
    return found ? objectOf(found) : null;
  }

  override async ensureAccount(account: Account): Promise<Account> {
    try {
      await this.models.accounts.create([documentOf(account)]);
      return account;
    } catch (error) {
      const standing = isDuplicate(error) ? await this.findAccountByName(account.name) : null;
      if (standing) return standing;
      throw error;
    }
  }

  override async digestKeyFingerprint(): Promise<string | null> {
    const kept = await this.models.markers.findById(DIGEST_KEY).lean<MarkerDocument>();
    return kept?.print ?? null;
  }

  override async keepDigestKeyFingerprint(fingerprint: string): Promise<string> {
    try {
      await this.models.markers.create([{ _id: DIGEST_KEY, print: fingerprint }]);
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
    return (await this.digestKeyFingerprint()) ?? fingerprint;
  }

  override async insertKey(key: ApiKey): Promise<void> {
    await this.models.keys.create([documentOf(key)]);
  }

  override findKeyByDigest(digest: string): Promise<ApiKey | null> {
    return this.byDigest.call(digest);
  }

  override async listKeys(accountId?: string): Promise<ApiKey[]> {
    const filter = accountId === undefined ? {} : { accountId: { $eq: accountId } };
    const found = await this.models.keys.find(filter).sort({ createdAt: 1, _id: 1 }).lean<KeyDocument[]>();
    return found.map(objectOf);
  }

  override async revokeKey(id: string, at: Instant): Promise<boolean> {
    const { matchedCount } = await this.models.keys.updateOne(
      { _id: id, revokedAt: null },
      { $set: { revokedAt: at } },
    );
    return matchedCount > 0 || (await this.models.keys.exists({ _id: id })) !== null;
  }

  override async insertUser(user: User): Promise<boolean> {
    try {
      await this.models.users.create([documentOf(user)]);
      return true;
    } catch (error) {
      if (isDuplicate(error)) return false;
      throw error;
    }
  }

  override async findUserByEmail(email: string): Promise<User | null> {
    const found = await this.models.users.findOne({ email: { $eq: email } }).lean<UserDocument>();
    return found ? objectOf(found) : null;
  }

  override async listAccounts(): Promise<Account[]> {
    const found = await this.models.accounts.find().sort({ createdAt: 1, _id: 1 }).lean<AccountDocument[]>();
    return found.map(objectOf);
  }

  private async keysOf(digests: readonly string[]): Promise<{ value: ApiKey | null }[]> {
    const keys = await collectionOf(this.models.keys)
      .find({ digest: { $in: [...new Set(digests)] } })
      .toArray();
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
