// Terminals on MongoDB. Written by servers and by the command line, which are different processes.
import type { Terminal } from '../../../core/terminals/terminal';
import { TerminalStore } from '../../../core/terminals/store';
import type { OwnedPage } from '../../../core/values/page';
import { sortKeyOf } from '../../shared/sort-key';
import { insertedInto } from '../engine/duplicate';
import { found, terminalList } from '../lists';
import type { Collections, TerminalDocument } from '../schema/collections';

/** `TerminalStore` on MongoDB: one document each, replaced only at the revision that was read. */
export class MongoTerminals extends TerminalStore {
  private readonly terminals;

  constructor(collections: Collections) {
    super();
    this.terminals = collections.terminals;
  }

  override insert(terminal: Terminal): Promise<boolean> {
    return insertedInto(this.terminals, terminalDocument(terminal));
  }

  override async replace(terminal: Terminal): Promise<boolean> {
    const at = { _id: terminal.id, rev: terminal.rev - 1 };
    const { matchedCount } = await this.terminals.replaceOne(at, terminalDocument(terminal));
    return matchedCount === 1;
  }

  override find(id: string): Promise<Terminal | null> {
    return this.one({ _id: { $eq: id } });
  }

  override findByPairing(digest: string): Promise<Terminal | null> {
    return this.one({ 'pairing.digest': { $eq: digest } });
  }

  override findByKey(digest: string): Promise<Terminal | null> {
    return this.one({ 'key.digest': { $eq: digest } });
  }

  override async list(query: OwnedPage): Promise<Terminal[]> {
    return (await found(this.terminals, terminalList(query))).map(terminalOf);
  }

  private async one(filter: Readonly<Record<string, unknown>>): Promise<Terminal | null> {
    const terminal = await this.terminals.findOne(filter);
    return terminal && terminalOf(terminal);
  }
}

/** The terminal as its document. */
export function terminalDocument({ id, ...rest }: Terminal): TerminalDocument {
  return { _id: id, ...rest, place: sortKeyOf(rest.createdAt, id), standing: rest.revokedAt === null };
}

function terminalOf({ _id, place, standing, ...rest }: TerminalDocument): Terminal {
  return { id: _id, ...rest };
}
