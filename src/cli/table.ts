// Rows under a heading, in columns; and what others wrote, as a terminal may be given it.

/** What a terminal obeys in place of showing it, or shows in another place than it stands; line ends as well. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** With a question mark for each character that would do something to the terminal. */
export function printable(text: string): string {
  return text.replace(OBEYED, '?');
}

/** Writes to standard output. Rows may be shorter than the heading, and may hold what people called something. */
export function printTable(heading: readonly string[], rows: readonly (readonly string[])[]): void {
  const table = [heading, ...rows.map((row) => row.map(printable))];
  const widths = heading.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) {
    const cells = row.map((cell, column) => cell.padEnd(widths[column] ?? 0));
    process.stdout.write(`${cells.join('  ').trimEnd()}\n`);
  }
}
