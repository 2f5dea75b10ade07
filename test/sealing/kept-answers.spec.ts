// Answers that are not written yet need their key as much as anything in the store: counted, sealed anew, and asked for at the start.
import fs, { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unwrittenRecord } from '../../src/core/use-cases/operations/unwritten-answers';
import { AesSealer } from '../../src/sealing/aes-sealer';
import { keptAnswersByKey, keptAnswersIn, ownKeptAnswers, resealKeptAnswers } from '../../src/sealing/kept-answers';
import { requireKeys } from '../../src/sealing/require-keys';
import { KeptFiles } from '../../src/system/kept-files';
import { openSqlite } from '../tools/engines';

const [OLD, NEW] = [Buffer.alloc(32, 1), Buffer.alloc(32, 2)];
const NAME = 'ask_0123456789abcdef01234567';

test('an answer in a file keeps its key in use until it is sealed anew', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'vouch-kept-'));
  const { store, drop } = await openSqlite();
  try {
    const [old, both, fresh] = [new AesSealer([OLD]), new AesSealer([NEW, OLD]), new AesSealer([NEW])];
    const folder = keptAnswersIn(dataDir);
    expect(keptAnswersByKey(folder)).toEqual(new Map());
    const files = new KeptFiles(folder);
    files.put(NAME, old.seal('the answer', unwrittenRecord(NAME)));
    expect(keptAnswersByKey(folder)).toEqual(new Map([[old.keyIds[0], 1]]));
    const starts = () => requireKeys(store.sealed, fresh, keptAnswersByKey(folder), () => undefined);
    await expect(starts()).rejects.toThrow(`Sealed with the key ${String(old.keyIds[0])}: 1 answers`);

    expect([
      resealKeptAnswers(folder, fresh),
      resealKeptAnswers(folder, both),
      resealKeptAnswers(folder, both),
    ]).toEqual([0, 1, 0]);
    expect(keptAnswersByKey(folder)).toEqual(new Map([[fresh.keyIds[0], 1]]));
    expect(fresh.open(files.read(NAME), unwrittenRecord(NAME))).toBe('the answer');
    await starts();
    // With MongoDB they may be another installation's of the same machine.
    expect(ownKeptAnswers({ databaseUrl: 'mongodb://localhost/vouch', dataDir })).toEqual(new Map());
    expect(ownKeptAnswers({ databaseUrl: 'sqlite:vouch.db', dataDir }).size).toBe(1);
  } finally {
    await drop();
    rmSync(dataDir, { recursive: true });
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
