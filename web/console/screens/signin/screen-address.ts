// Which addresses somebody may be sent on to after signing in. Pure.

/** An address of a screen, and never one of another server's. */
export function isScreen(to: string | undefined): to is string {
  return to !== undefined && /^\/(?:test|live)(?:[/?#]|$)/.test(to);
}
