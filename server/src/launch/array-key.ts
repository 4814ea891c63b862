import type { State } from './state.ts';
import { knownText } from './value.ts';

/** The key that the text in brackets becomes; undefined when that takes a computation, or may be refused. */
export function keyText(state: State, written: string, associative: boolean): string | undefined {
  const quoted = /^(["'])([\w.,:/@%+ -]+)\1$/.exec(written)?.[2];
  const name = /^"?\$(?:(\w+)|\{(\w+)\})"?$/.exec(written);
  const value = name === null ? undefined : state.value(name[1] ?? name[2] ?? '');
  const text = quoted ?? (name === null ? written : value === undefined ? undefined : knownText(value));
  const plain = associative ? /^[\w.,:/@%+ -]+$/ : /^(?:0|[1-9]\d{0,8})$/;
  return text !== undefined && plain.test(text) ? text : undefined;
}
