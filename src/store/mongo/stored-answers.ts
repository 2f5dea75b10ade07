// Stored answers on MongoDB: first answers of POSTs that no redemption records. The scope is the document's own id.
import { StoredAnswerStore } from '../../core/stored-answers';
import type { AnswerClaim, StoredAnswer } from '../../core/stored-answers';
import type { Instant } from '../../core/values/time';
import { insertedInto } from './engine/duplicate';
import { expireOldest } from './expire';
import type { AnswerDocument, Collections } from './schema/collections';
import { answersTo, SharedCommand } from './engine/shared-command';

/** An entry that vanishes between two looks was dropped by another request or by the expiry: a few rounds settle it. */
const MOST_TRIES = 5;

/** `StoredAnswerStore` on MongoDB. The first insert of a scope claims it. */
export class MongoStoredAnswers extends StoredAnswerStore {
  private readonly answers;
  /** Asked for with every keyed request, whether or not its answer stands here. */
  private readonly byScope = new SharedCommand((scopes: readonly string[]) => this.standing(scopes));

  constructor(collections: Collections) {
    super();
    this.answers = collections.answers;
  }

  override find(scope: string): Promise<StoredAnswer | null> {
    return this.byScope.call(scope);
  }

  override async begin({ scope, ...rest }: StoredAnswer): Promise<StoredAnswer | null> {
    for (let tries = 0; tries < MOST_TRIES; tries += 1) {
      if (await insertedInto(this.answers, { _id: scope, ...rest })) return null;
      const standing = await this.find(scope);
      if (standing) return standing;
    }
    throw new Error('An idempotency scope keeps coming and going');
  }

  override async finish({ scope, at }: AnswerClaim, answer: { status: number; sealedBody: string }): Promise<void> {
    await this.answers.updateOne({ _id: scope, at }, { $set: { answer } });
  }

  override async drop({ scope, at, answer }: AnswerClaim & Pick<StoredAnswer, 'answer'>): Promise<void> {
    await this.answers.deleteOne({ _id: scope, at, answer: answer === null ? null : { $ne: null } });
  }

  override expire(before: Instant, limit: number): Promise<number> {
    return expireOldest(this.answers, { field: 'at', index: 'at', before, limit });
  }

  private async standing(scopes: readonly string[]): Promise<{ value: StoredAnswer | null }[]> {
    const answers = await this.answers.find({ _id: { $in: [...new Set(scopes)] } }).toArray();
    return answersTo(
      scopes,
      answers.map((answer) => [answer._id, answerOf(answer)]),
    );
  }
}

function answerOf({ _id, requestDigest, at, answer }: AnswerDocument): StoredAnswer {
  return { scope: _id, requestDigest, at, answer };
}
