// From a request about terminals to a command or query: every fault at once. Decides nothing.
import { readPairingCode } from '../../auth/pairing-code';
import type { Caller } from '../../core/accounts/caller';
import type { Delivery } from '../../core/terminals/terminal';
import type { OwnedPage } from '../../core/values/page';
import { PageDto, readPage } from '../lists/list-filters';
import { check, checkQuery, Faults, requireObject } from '../input/validation';
import { ClaimDto, CreateTerminalDto } from './dto';

/** The kind of list that its cursors belong to. */
export const TERMINALS = 'terminals';

/** Throws `ProblemException` 400 with every fault. */
export function readCreateTerminal(body: unknown): { terminalId: string; name: string } {
  const faults = new Faults();
  const dto = check(CreateTerminalDto, requireObject(body), faults);
  faults.refuse();
  return { terminalId: dto.terminal_id, name: dto.name };
}

/** Throws `ProblemException` 400 with every fault: a text that can be no code is none that was guessed wrong. */
export function readClaim(body: unknown): { code: string; deliver: Delivery } {
  const faults = new Faults();
  const dto = check(ClaimDto, requireObject(body), faults);
  const code = typeof dto.pairing_code === 'string' ? readPairingCode(dto.pairing_code) : null;
  if (code === null && !faults.has('pairing_code'))
    faults.add('pairing_code', 'malformed', 'must have the eight characters that were shown');
  faults.refuse();
  return { code: code ?? '', deliver: dto.deliver };
}

/** Throws `ProblemException` 400 with every fault. */
export function readTerminalsQuery(query: Readonly<Record<string, unknown>>, caller: Caller): OwnedPage {
  const faults = new Faults();
  const page = readPage(TERMINALS, checkQuery(PageDto, query, faults), faults);
  faults.refuse();
  return { accountId: caller.accountId, livemode: caller.livemode, ...page };
}
