// Prints every variable with its meaning: what .env.example holds. A test keeps the committed file equal to this.
import type { ProviderDefinition } from '../../adapters/kit/define';
import { VARIABLES, type Variable } from './variables';

const WIDTH = 118;

/** The whole text of .env.example, with a line end at its end. */
export function envExample(providers: readonly ProviderDefinition[]): string {
  const lines = [
    "# Every variable of Vouch's own. What is commented out shows the value that applies where it is not set. For traces, the",
    '# standard OTEL_* variables are read as well (docs/runbook.md).',
    '# Copy it to .env and change what you need: `vouch` reads .env in the folder where it is started (`npm start` too).',
    '# What is set in the environment itself wins over .env. Put a value that holds a # into quotes.',
    '# Made by `npm run docs`: change the tables in src/config/variables.ts or adapters/*/config.ts instead.',
    '',
  ];
  for (const variable of Object.values(VARIABLES) as Variable<unknown>[]) {
    lines.push(...comment(variable.description), `# ${variable.env}=${variable.fallback ?? ''}`, '');
  }
  for (const { provider, type, settings } of providers) {
    lines.push(`# --- ${type}: live keys need what is marked so; test keys talk to the built-in simulator`, '');
    for (const { env, description, fallback, requiredForLive } of settings) {
      lines.push(...comment(requiredForLive ? `${description} Needed for live keys.` : description));
      lines.push(`# ${env}=${fallback === undefined ? '' : String(fallback)}`, '');
    }
    if (settings.length === 0) lines.push(`# ${provider} has no settings.`, '');
  }
  return lines.join('\n');
}

function comment(text: string): string[] {
  const lines: string[] = [];
  let line = '#';
  for (const word of text.split(' ')) {
    if (line.length + word.length + 1 > WIDTH) {
      lines.push(line);
      line = '#';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
