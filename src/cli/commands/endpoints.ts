// `vouch endpoints`: webhook endpoints, where no server is there to be asked: after a restored backup they may get what they should not.
import type { Command } from 'commander';
import { keysOf } from '../../config';
import type { Account } from '../../core/accounts/account';
import { isoTime } from '../../core/values/time';
import type { WebhookEndpoint } from '../../core/webhooks/endpoint';
import { deleteEndpoint, rotateSecret, updateEndpoint, type Changer } from '../../core/webhooks/endpoints';
import { newWebhookSecret } from '../../webhooks/signature';
import { accountsMeant } from '../account-named';
import { accountName } from '../arguments';
import { CommandFailure, reporting } from '../failure';
import { printTable } from '../table';
import { whoRuns } from '../who-runs';
import { withStore, type Opened } from '../with-store';

/** Far more than one account and mode may have. */
const MOST = 100;

/** `endpoints list`, `disable`, `rotate` and `delete`. Making and changing one is for the merchant, over the API. */
export function registerEndpoints(program: Command): void {
  const endpoints = program
    .command('endpoints')
    .description('List, disable and delete webhook endpoints, and turn their secrets (works while a server runs)');
  endpoints
    .command('list')
    .description('List endpoints, newest first, disabled ones too')
    .option('--account <name>', 'only the endpoints of this account', accountName)
    .action(reporting(list));
  ofEndpoint(endpoints.command('disable'))
    .description('Send it nothing more, until the merchant enables it over the API')
    .action(reporting(disable));
  ofEndpoint(endpoints.command('rotate'))
    .description('Give it a new secret, alone as the last line, for the merchant; the old one ends at once')
    .action(reporting(rotate));
  ofEndpoint(endpoints.command('delete')).description('Delete it for good').action(reporting(remove));
}

function ofEndpoint(command: Command): Command {
  return command.argument('<id>', 'id of the endpoint, whe_…, as `endpoints list` shows it');
}

function list(options: { readonly account?: string }): Promise<void> {
  return withStore(async (opened) => {
    const rows: string[][] = [];
    for (const account of await accountsMeant(opened, options.account))
      for (const livemode of [false, true]) {
        const found = await opened.store.webhooks.listEndpoints({ accountId: account.id, livemode, limit: MOST });
        rows.push(...found.map((endpoint) => rowOf(endpoint, account)));
      }
    printTable(['ID', 'ACCOUNT', 'MODE', 'STATUS', 'URL', 'MADE'], rows);
  });
}

function rowOf(endpoint: WebhookEndpoint, account: Account): string[] {
  return [
    endpoint.id,
    account.name,
    endpoint.livemode ? 'live' : 'test',
    endpoint.disabledAt === null ? 'enabled' : 'disabled',
    endpoint.url,
    isoTime(endpoint.createdAt),
  ];
}

function disable(id: string): Promise<void> {
  return withStore(async (opened) => {
    await updateEndpoint(opened, id, { disabled: true }, await changerOf(opened, id));
    process.stdout.write(`${id} is disabled\n`);
  });
}

async function rotate(id: string): Promise<void> {
  const config = keysOf(process.env);
  const { openSealer } = await import('../../sealing/open-sealer');
  await withStore(async (opened) => {
    const by = await changerOf(opened, id);
    const parts = { ...opened, sealer: await openSealer(opened.store.accounts, config) };
    const { secret } = await rotateSecret(parts, { newSecret: newWebhookSecret }, id, 0, by);
    process.stderr.write(`${id} signs with this secret from now on: the merchant needs it\n`);
    process.stdout.write(`${secret}\n`);
  });
}

function remove(id: string): Promise<void> {
  return withStore(async (opened) => {
    // What is pending a server ends by itself, as it comes to it.
    await deleteEndpoint(opened, { wake: () => undefined }, id, await changerOf(opened, id));
    process.stdout.write(`${id} is deleted\n`);
  });
}

/** Whose it is, and who is at the command line. */
async function changerOf({ store }: Opened, id: string): Promise<Changer> {
  const endpoint = await store.webhooks.findEndpoint(id);
  if (!endpoint || endpoint.deletedAt !== null) throw new CommandFailure(`there is no endpoint ${id}`);
  const { accountId, livemode } = endpoint;
  return { accountId, livemode, actor: { id: whoRuns() } };
}
