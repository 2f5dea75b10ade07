// Hears everything that is written to the console or to the standard streams while a call runs.
import { inspect } from 'node:util';

const METHODS = ['debug', 'error', 'info', 'log', 'warn', 'trace', 'dir'] as const;

/** `heard` gives all text so far. `close` restores the console and the streams. */
export interface Ear {
  heard(): string;
  close(): void;
}

/** Listens until `close`. What is heard is not passed on: a leak must not be repeated by its test. */
export function listen(): Ear {
  const words: string[] = [];
  const { console } = globalThis;
  const closers: (() => void)[] = [];
  for (const method of METHODS) {
    const original = Reflect.get(console, method) as typeof console.log;
    console[method] = (...given: unknown[]) => void words.push(inspect(given, { depth: 5 }));
    closers.push(() => (console[method] = original));
  }
  for (const stream of [process.stdout, process.stderr]) {
    const original = stream.write.bind(stream);
    stream.write = (chunk: unknown) => words.push(String(chunk)) > 0;
    closers.push(() => (stream.write = original));
  }
  return {
    heard: () => words.join('\n'),
    close: () => {
      for (const close of closers) close();
    },
  };
}
