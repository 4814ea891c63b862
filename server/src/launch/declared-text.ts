import type { Variable } from './state.ts';
import { concat, concatAll, known, knownText, type Value } from './value.ts';

/** What `declare -p NAME` says of a variable; undefined where the order or the spelling is not followed. */
export function declaredText(name: string, variable: Variable): Value | undefined {
  const { elements, value } = variable;
  if (variable.perhapsUnset || variable.kindUnsure || elements === 'unknown' || variable.associative)
    return undefined;
  if (variable.exported === 'perhaps') return undefined;
  const flags = [
    elements === undefined ? '' : 'a',
    variable.integer ? 'i' : '',
    variable.readOnly ? 'r' : '',
    variable.exported ? 'x' : '',
  ].join('');
  const head = known(`declare -${flags === '' ? '-' : flags} ${name}`);
  if (elements === undefined) {
    if (value === undefined) return concat(head, known('\n'));
    const shown = quoted(value);
    return shown && concatAll([head, known('='), shown, known('\n')]);
  }
  const keys = [...elements.keys()].sort((a, b) => Number(a) - Number(b));
  const shown: Value[] = [];
  for (const [i, key] of keys.entries()) {
    const element = quoted(elements.get(key) ?? { pieces: [] });
    if (element === undefined) return undefined;
    shown.push(known(`${i === 0 ? '' : ' '}[${key}]=`), element);
  }
  return concatAll([head, known('=('), ...shown, known(')\n')]);
}

/** In double quotes, as bash writes what can be printed. */
function quoted(value: Value): Value | undefined {
  const text = knownText(value);
  if (text === undefined || !/^[ -~]*$/.test(text)) return undefined;
  return known(`"${text.replace(/["$`\\]/g, '\\$&')}"`);
}
