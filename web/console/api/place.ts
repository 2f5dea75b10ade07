// Where this page and its server are: worked out of where this script was loaded from, because a proxy may have put a path before ours.

const script = new URL(import.meta.url);

/** The path of the console, such as `/console`. */
export const CONSOLE_PATH = script.pathname.replace(/\/assets\/[^/]*$/, '');
/** What stands before `/v1` in every call. */
export const API_URL = script.origin + CONSOLE_PATH.replace(/\/console$/, '');
