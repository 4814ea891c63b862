// What a value may be besides its own type: text that something fills in before Dask or Kubernetes reads it.

// Words in capitals that YAML or a reader takes for a value, never a token.
const NO_TOKENS = ['TRUE', 'FALSE', 'YES', 'NO', 'ON', 'OFF', 'NULL', 'NONE'];

/** `${NAME}`, `$NAME`, `$(NAME)`, `{{...}}` or `{%...%}` anywhere in the text. */
const TEMPLATE = '\\$[A-Za-z_{(]|\\{[{%]';

/** Text that the start script or a template engine replaces: a word in capitals such as `WORKER_IMAGE`, or a template. */
export const TOKEN = tokenBut(NO_TOKENS);

/** A whole number as the Python client's `int(text)` takes it, or a token. */
export const INTEGER_TEXT = `^\\s*[-+]?\\d+(?:_\\d+)*\\s*$|${TOKEN}`;

/**
 * A Kubernetes quantity (apimachinery pkg/api/resource/quantity.go, ParseQuantity; UnmarshalJSON trims blanks), or a
 * token.
 */
export const QUANTITY = `^\\s*[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[numkMGTPE]|[KMGTPE]i|[eE][-+]?\\d+)?\\s*$|${TOKEN}`;

/**
 * The pattern beside an enumeration. A member in capitals (`NEVER`) is a slip of the hand and no token.
 * @param {readonly unknown[]} values the members
 * @param {readonly string[]} others text that is accepted without being offered
 */
export function tokenBesides(values, others = []) {
  const members = [...values, ...others].filter((value) => typeof value === 'string');
  const capitals = members
    .map((member) => member.toUpperCase())
    .filter((word) => /^[A-Z][A-Z0-9_]+$/.test(word));
  const accepted = others.map((word) => `^${word}$|`).join('');
  return `${accepted}${tokenBut([...new Set([...NO_TOKENS, ...capitals])])}`;
}

function tokenBut(words) {
  return `^(?!(?:${words.join('|')})$)_*[A-Z][A-Z0-9_]+$|${TEMPLATE}`;
}
