// What live keys need of a server, as far as this command's own environment tells.
import { PROVIDERS } from '../../adapters';
import { readProviders } from '../config/provider-settings';

/** What is missing, in words; empty where a server that is started like this would serve live keys. */
export function missingForLive(env: Readonly<Record<string, string | undefined>>): string[] {
  const { live } = readProviders(env, PROVIDERS, []);
  return [
    ...(['VOUCH_SECRET_KEY', 'VOUCH_SECRET_KEY_FILE'].every((name) => (env[name] ?? '').trim() === '')
      ? ['VOUCH_SECRET_KEY is not set']
      : []),
    ...(Object.values(live).some((settings) => settings !== null) ? [] : ['no provider has all its live variables']),
  ];
}
