// Who is at the command line: what stands beside everything that is made or revoked here.
import { hostname, userInfo } from 'node:os';
import type { Manager } from '../core/people/users';

const MOST_NAME = 200;

/** Who runs this command, as the operating system names them. Never throws, and never spans a line. */
export function whoRuns(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const sudo = env['SUDO_USER'];
  const user = `${userName()}${sudo ? ` (sudo by ${sudo})` : ''}@${hostname()}`;
  return user.replace(/[^\x20-\x7e]/g, '?').slice(0, MOST_NAME);
}

/** The same as somebody who manages the people of an account. */
export function managerFor(accountId: string): Manager {
  const name = whoRuns();
  const actor = { kind: 'command', id: name, email: null } as const;
  return { accountId, actor, address: null, requestId: null, name, user: null };
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a number that no name belongs to.
    return `uid ${String(process.getuid?.() ?? '?')}`;
  }
}
