// Answers that are not written yet need their key as much as anything in the store: counted, sealed anew, and asked for at the start.
import fs, { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { unwrittenRecord, type UnwrittenAnswer } from '../../src/core/use-cases/operations/unwritten-answers';
import { AnswerKeeper } from '../../src/jobs/answer-keeper';
import { AesSealer } from '../../src/sealing/aes-sealer';
import { keptAnswersByKey, keptAnswersIn, ownKeptAnswers, resealKeptAnswers } from '../../src/sealing/kept-answers';
import { requireKeys } from '../../src/sealing/require-keys';
import { KeptFiles } from '../../src/system/kept-files';
import { openSqlite } from '../tools/engines';

const [OLD, NEW] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const NAME = 'ask_0123456789abcdef01234567';
const ID = 'rdm_0123456789abcdef01234567';
const [old, both, fresh] = [new AesSealer([OLD]), new AesSealer([NEW, OLD]), new AesSealer([NEW])];
const fail = (name: string, error: unknown) => {
  throw new Error(name, { cause: error });
};

/** A refund voucher, whose PIN this sealer has sealed to its redemption. */
function answerWith(sealer: AesSealer): UnwrittenAnswer {
  const sealedPin = sealer.seal('the PIN', ID);
  const voucher = { sealedPin, maskedPin: null, serialNumber: null, expiresAt: null, amountCents: 500, delivery: 'inline' } as const; // prettier-ignore
  const inquiry = { kind: 'accepted', amountCents: 500, voucher } as const;
  const fact = { kind: 'answered', operationId: 'op_1', askId: NAME, inquiry, settlingMs: 0, fallback: null } as const;
  return { redemptionId: ID, by: { actor: { kind: 'resolver', id: 'resolver' }, requestId: null }, fact };
}

test('an answer in a file keeps its key in use until it is sealed anew', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vouch-kept-'));
  const { store, drop } = await openSqlite();
  try {
    const folder = keptAnswersIn(dataDir);
    expect(keptAnswersByKey(folder, fresh)).toEqual(new Map());
    const files = new KeptFiles(folder);
    files.put(NAME, old.seal(JSON.stringify(answerWith(old)), unwrittenRecord(NAME)));
    expect(keptAnswersByKey(folder, fresh)).toEqual(new Map([[old.keyIds[0], 1]]));
    const starts = () => requireKeys(store.sealed, fresh, keptAnswersByKey(folder, fresh), () => undefined);
    await expect(starts()).rejects.toThrow(`Sealed with the key ${String(old.keyIds[0])}: 1 answers`);

    const reseal = (sealer: AesSealer) => resealKeptAnswers(folder, sealer, fail);
    expect([reseal(fresh), reseal(both), reseal(both)]).toEqual([0, 1, 0]);
    expect(keptAnswersByKey(folder, both)).toEqual(new Map([[fresh.keyIds[0], 1]]));
    const { fact } = JSON.parse(fresh.open(files.read(NAME), unwrittenRecord(NAME))) as UnwrittenAnswer;
    expect(fact).toEqual({ ...answerWith(old).fact, inquiry: expect.anything() as unknown });
    const pin = fact.inquiry.kind === 'accepted' ? fact.inquiry.voucher?.sealedPin : null;
    expect(fresh.open(pin ?? '', ID)).toBe('the PIN');
    await starts();
    // With MongoDB they may be another installation's of the same machine.
    expect(ownKeptAnswers({ databaseUrl: 'mongodb://localhost/vouch', dataDir }, fresh)).toEqual(new Map());
    expect(ownKeptAnswers({ databaseUrl: 'sqlite:vouch.db', dataDir }, fresh).size).toBe(1);
  } finally {
    await drop();
    rmSync(dataDir, { recursive: true });
  }
});

test('the PIN in an answer keeps its key in use as well, whatever key sealed the answer', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-kept-'));
  const [oldId, newId] = [old.keyIds[0], fresh.keyIds[0]];
  try {
    const files = new KeptFiles(folder);
    // As earlier versions have sealed it anew.
    files.put(NAME, fresh.seal(JSON.stringify(answerWith(old)), unwrittenRecord(NAME)));
    const inUse = new Map([[newId, 1], [oldId, 1]]); // prettier-ignore
    expect(keptAnswersByKey(folder, fresh)).toEqual(inUse);
    const errors: string[] = [];
    expect(resealKeptAnswers(folder, fresh, (name) => errors.push(name))).toBe(0);
    expect([errors, keptAnswersByKey(folder, both)]).toEqual([[NAME], inUse]);

    // Written without its key, nobody could ever open it, and the file would be gone.
    const logged: string[] = [];
    const note = (_about: unknown, words: string) => void logged.push(words);
    const logger = { info: note, warn: note, error: note } as unknown as Logger;
    const services = { sealer: fresh } as unknown as ConstructorParameters<typeof AnswerKeeper>[0]['services'];
    const keeper = new AnswerKeeper({ services, folder, logger });
    await keeper.start();
    expect(keeper.size).toBe(0);
    await keeper.stop();
    expect(logged).toEqual([expect.stringContaining('is its key in VOUCH_SECRET_KEY? Its file stays')]);

    expect(resealKeptAnswers(folder, both, fail)).toBe(1);
    expect(keptAnswersByKey(folder, both)).toEqual(new Map([[newId, 1]]));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('an answer is kept whole on a disk that takes it in pieces, and not at all where it is full', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-kept-'));
  const whole = fs.writeSync;
  const mock = jest.spyOn(fs, 'writeSync');
  const [files, text] = [new KeptFiles(folder), 'é'.repeat(5000)];
  try {
    const inPieces = (file: number, bytes: Buffer, from: number) =>
      whole(file, bytes, from, Math.min(4096, bytes.length - from));
    mock.mockImplementation(inPieces as typeof fs.writeSync);
    files.put(NAME, text);
    expect(files.read(NAME)).toBe(text);
    mock.mockImplementation(() => {
      throw new Error('ENOSPC');
    });
    expect(() => files.put(NAME, 'later')).toThrow('ENOSPC');
    expect([readdirSync(folder), files.read(NAME)]).toEqual([[`${NAME}.kept`], text]);
  } finally {
    mock.mockRestore();
    rmSync(folder, { recursive: true });
  }
});
