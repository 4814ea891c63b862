// What schemas/build/patterns.mjs takes for filled text. Words in capitals that YAML takes for a value are no tokens.
const WORDS: ReadonlySet<string> = new Set(['TRUE', 'FALSE', 'YES', 'NO', 'ON', 'OFF', 'NULL', 'NONE']);
const TOKEN = /^_*[A-Z][A-Z0-9_]+$/;
const TEMPLATE = /\$[A-Za-z_{(]|\{[{%]/;

/**
 * Whether something fills in a text before it counts, so that nothing can be said of it: a word in capitals that
 * the start script may replace, `${NAME}`, `$(NAME)` of Kubernetes, `{{...}}` of a template engine.
 */
export function isFilled(text: string): boolean {
  return isToken(text) || TEMPLATE.test(text);
}

/** Whether a text is a word in capitals such as `WORKER_IMAGE`. */
export function isToken(text: string): boolean {
  return TOKEN.test(text) && !WORDS.has(text);
}

/** Whether a text is meant for a template engine such as cookiecutter or Jinja. */
export function isForeignTemplate(text: string): boolean {
  return /\{\{|\{%/.test(text);
}
