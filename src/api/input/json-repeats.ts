// A member that stands twice in one object of a JSON text: parsers take the last one, and something in front of us may take the first.

interface Level {
  /** Null in a list. */
  readonly names: Set<string> | null;
  /** The member, or the place in the list, that is read now. */
  at: string | number;
}

/** Where the first such member stands, as `errors[].param` names it: `metadata.a`; null where there is none. `text` is valid JSON. */
export function repeatedMember(text: string): string | null {
  const levels: Level[] = [];
  let level: Level | undefined;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case 0x22: {
        const end = endOfString(text, index + 1);
        if (level?.names && isName(text, end + 1)) {
          const raw = text.slice(index + 1, end);
          const name = raw.includes('\\') ? (JSON.parse(`"${raw}"`) as string) : raw;
          level.at = name;
          if (level.names.has(name)) return levels.map(({ at }) => String(at)).join('.');
          level.names.add(name);
        }
        index = end;
        break;
      }
      case 0x2c: // ,
        if (level && !level.names) level.at = Number(level.at) + 1;
        break;
      case 0x7b: // {
      case 0x5b: // [
        level = text[index] === '{' ? { names: new Set(), at: '' } : { names: null, at: 0 };
        levels.push(level);
        break;
      case 0x7d: // }
      case 0x5d: // ]
        levels.pop();
        level = levels.at(-1);
        break;
      default:
    }
  }
  return null;
}

/** Where the string that begins at `from` has its closing quote. */
function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 1;
}

/** Whether a colon follows, after white space. */
function isName(text: string, from: number): boolean {
  let at = from;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return text[at] === ':';
}
