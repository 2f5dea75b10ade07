// How a program of the shop ends where it cannot go on: one line that says why, and 2. (1 is for books that differ.)

export async function program(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown error'}\n`);
    process.exit(2);
  }
}
