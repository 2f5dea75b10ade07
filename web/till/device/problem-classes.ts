// In the page no problem has a class of its own: the till decides by codes, and eighty classes would be a fiftieth of its JavaScript.
// The build puts this module where the client's sources import theirs (web/vite.config.mjs); each is then a plain `Problem`.

/** By their code: none. */
export const PROBLEM_CLASSES = {};
