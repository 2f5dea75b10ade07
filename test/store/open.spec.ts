// Which engine a URL opens, what is said about a URL that opens none, and what a failed opening leaves behind: nothing.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { openStore } from '../../src/store/open';
import { Database } from '../../src/store/sqlite/engine/database';
import { SCHEMA_VERSION } from '../../src/store/sqlite/engine/migrations';
import { describeWithMongo, freshMongoUrl, startStandalone } from '../tools/mongod';

describe('opening a store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-open-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('chooses the engine by the scheme, and gives a store that can be used at once', async () => {
    const store = await openStore(`sqlite:${join(folder, 'vouch.db')}`);
    expect(store.engine).toBe('sqlite');
    expect(await store.redemptions.find('rdm_1')).toBeNull();
    await store.close();
    await store.close();
    const before = mongoose.connections.length;
    const nowhere = 'localhost:1/vouch?serverSelectionTimeoutMS=2000';
    await expect(openStore(`mongodb://${nowhere}`)).rejects.toThrow('ECONNREFUSED');
    expect(mongoose.connections).toHaveLength(before);
  });

  it('refuses any other URL, without repeating it', async () => {
    await expect(openStore('postgres://user:secret@host/db')).rejects.toThrow('not with postgres:');
    await expect(openStore('postgres://user:secret@host/db')).rejects.not.toThrow('secret');
    await expect(openStore('vouch.db')).rejects.toThrow('must start with sqlite:, mongodb:// or mongodb+srv://');
    await expect(openStore('sqlite:')).rejects.toThrow('must name a file');
  });

  it('holds no lock on a file that it cannot use', async () => {
    const path = join(folder, 'newer.db');
    const newer = await Database.open(path);
    newer.exec(`PRAGMA user_version = ${String(SCHEMA_VERSION + 1)}`);
    await expect(openStore(`sqlite:${path}`)).rejects.toThrow('written by a newer version');
    newer.exec('BEGIN EXCLUSIVE; COMMIT');
    newer.close();
  });
});

describeWithMongo('opening a store on MongoDB', () => {
  jest.setTimeout(60_000);

  it('closes the connection to a server that it refuses', async () => {
    const server = await startStandalone();
    const before = mongoose.connections.length;
    await expect(openStore(server.getUri('vouch'), { live: true })).rejects.toThrow('not part of a replica set');
    expect(mongoose.connections).toHaveLength(before);
    await server.stop();
  });

  it('chooses the engine by the scheme, and lets go of the connection when it is closed', async () => {
    const before = mongoose.connections.length;
    const store = await openStore(await freshMongoUrl());
    expect(store.engine).toBe('mongodb');
    expect(await store.redemptions.find('rdm_1')).toBeNull();
    await store.close();
    await store.close();
    expect(mongoose.connections).toHaveLength(before);
  });
});
