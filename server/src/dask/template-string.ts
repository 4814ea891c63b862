import type { Era } from './era.ts';
import { KEYS } from './keys.ts';

/** A piece of a format string; offsets count UTF-16 units from the start of the text. */
export type TemplatePart =
  | { readonly kind: 'text'; readonly text: string; readonly start: number; readonly end: number }
  | TemplateField;

/** A replacement field with its braces. */
export interface TemplateField {
  readonly kind: 'field';
  /** The name up to the first `.` or `[`; empty in `{}`. */
  readonly name: string;
  /** Attribute and index access behind the name, as written: `.upper`, `[0]`. */
  readonly access: string;
  readonly conversion: string | undefined;
  readonly spec: string;
  readonly start: number;
  readonly end: number;
}

/** A text as `str.format` reads it; `error` is what it raises, and the parts are those before it. */
export interface Template {
  readonly parts: readonly TemplatePart[];
  readonly error: TemplateError | undefined;
}

export interface TemplateError {
  readonly kind:
    | 'single-open'
    | 'single-close'
    | 'open-in-name'
    | 'no-end'
    | 'no-conversion'
    | 'no-colon-after-conversion'
    | 'open-in-spec'
    /** An empty attribute or index, an index without end, or text behind an index. */
    | 'bad-access';
  readonly start: number;
  readonly end: number;
}

/**
 * Reads a text as Python's `str.format` does (CPython, Objects/stringlib/unicode_format.h): `{{` and `}}` are
 * braces, a field ends at its `}`, an unbalanced brace raises ValueError.
 */
export function parseTemplate(text: string): Template {
  const parts: TemplatePart[] = [];
  let at = 0;
  let literal = '';
  let literalStart = 0;
  const flush = (end: number): void => {
    if (literal !== '') parts.push({ kind: 'text', text: literal, start: literalStart, end });
    literal = '';
  };
  while (at < text.length) {
    const character = text[at] ?? '';
    if (literal === '') literalStart = at;
    if (character !== '{' && character !== '}') {
      literal += character;
      at++;
    } else if (text[at + 1] === character) {
      literal += character;
      at += 2;
    } else {
      flush(at);
      if (character === '}') return { parts, error: { kind: 'single-close', start: at, end: at + 1 } };
      const field = parseField(text, at);
      if (field.kind !== 'field') return { parts, error: field };
      parts.push(field);
      at = field.end;
    }
  }
  flush(at);
  return { parts, error: undefined };
}

/** The names that a key's value may use in braces in an era, besides environment variables. */
export interface TemplateNames {
  readonly names: readonly string[];
  readonly environment: boolean;
}

/** What a key's value is formatted with, or undefined for keys whose braces are plain text. */
export function templateNames(path: readonly string[], era: Era): TemplateNames | undefined {
  const found = KEYS.find(path);
  if (found.kind === 'unknown' || found.kind === 'below-value' || found.key.templateFields === undefined) {
    return undefined;
  }
  // Direct string values of `auth.kwargs` and `cluster.options` only (dask_gateway/utils.py, format_template).
  if (found.kind === 'inside' && found.rest.length > 1) return undefined;
  const { key } = found;
  const fields = key.templateFields ?? [];
  return {
    names: fields.filter((field) => {
      const since = FIELD_SINCE[`${key.key} ${field}`];
      return field !== '$ENV' && (since === undefined || era.inForce(key.package, since).inForce);
    }),
    environment: fields.includes('$ENV'),
  };
}

/** Fields that came later than their key (distributed/utils.py, format_dashboard_link). */
const FIELD_SINCE: Readonly<Record<string, string>> = {
  'distributed.dashboard.link scheme': '2.1.0',
};

const ACCESS = /^[^.[]*(?:\.[^.[]+|\[[^\]]+\])*$/;

function parseField(text: string, start: number): TemplateField | TemplateError {
  const fail = (kind: TemplateError['kind'], end = text.length): TemplateError => ({ kind, start, end });
  if (start + 1 >= text.length) return fail('single-open');
  let at = start + 1;
  while (at < text.length && !':!}{'.includes(text[at] ?? '')) {
    // An index runs to its `]`, whatever it holds.
    if (text[at] === '[') {
      const close = text.indexOf(']', at + 1);
      at = close < 0 ? text.length : close;
    } else at++;
  }
  const mark = text[at];
  if (mark === undefined) return fail('no-end');
  if (mark === '{') return fail('open-in-name', at + 1);
  const name = text.slice(start + 1, at);
  if (!ACCESS.test(name)) return fail('bad-access', at + 1);
  if (mark === '}') return field(name, undefined, '', start, at + 1);
  let conversion: string | undefined;
  if (mark === '!') {
    const whole = text.codePointAt(at + 1);
    if (whole === undefined) return fail('no-conversion');
    conversion = String.fromCodePoint(whole);
    at += 1 + conversion.length;
    const next = text[at];
    if (next === '}') return field(name, conversion, '', start, at + 1);
    if (next !== undefined && next !== ':') return fail('no-colon-after-conversion', at + 1);
  }
  const end = specEnd(text, at + 1);
  return end === undefined
    ? fail('open-in-spec')
    : field(name, conversion, text.slice(at + 1, end), start, end + 1);
}

/** The place of the brace that closes a field whose format begins at `from`; fields may be nested in it. */
function specEnd(text: string, from: number): number | undefined {
  let open = 1;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '{') open++;
    else if (text[at] === '}' && --open === 0) return at;
  }
  return undefined;
}

function field(
  full: string,
  conversion: string | undefined,
  spec: string,
  start: number,
  end: number,
): TemplateField {
  const split = full.search(/[.[]/);
  const name = split < 0 ? full : full.slice(0, split);
  const access = split < 0 ? '' : full.slice(split);
  return { kind: 'field', name, access, conversion, spec, start, end };
}
