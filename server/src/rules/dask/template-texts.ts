import type { Repository } from '../../binder/index.ts';
import type { KeyInfo } from '../../dask/index.ts';
import type { Span, TextEdit } from '../../text/index.ts';
import { isForeignTemplate } from '../yaml/filled.ts';
import type { Found } from '../yaml/placed.ts';
import { exportedSettings } from './exported-settings.ts';
import { placedSetting, readScalars } from './read-settings.ts';
import { spanInside } from './text-span.ts';

/** The value of a key that is formatted with names in braces, in a file or as an exported variable. */
export interface TemplateText {
  readonly key: KeyInfo;
  /** As Dask reads it, but for what the shell fills in, which stands as it is written. */
  readonly text: string;
  /** The same with what the shell fills in blanked out. */
  readonly braces: string;
  readonly placed: Found;
  /** Where a part of the text stands; the whole value where that cannot be told. */
  readonly spanOf: (start: number, end: number) => Span;
  /** Edits that write another text in the place of a part. */
  readonly replace: (start: number, end: number, text: string) => readonly TextEdit[] | undefined;
}

/** All values of keys that take names in braces. */
export function templateTexts(repository: Repository): readonly TemplateText[] {
  return [...inFiles(repository), ...inVariables(repository)].filter(({ text }) => !isForeignTemplate(text));
}

function inFiles(repository: Repository): TemplateText[] {
  return repository.derive(readScalars).flatMap(({ setting, key, value }): TemplateText[] => {
    if (key.templateFields === undefined || value.type !== 'str') return [];
    const placed = placedSetting(setting, 'value');
    const inside = (start: number, end: number) =>
      placed.copy ? undefined : spanInside(setting.document, value, start, end);
    return [
      {
        key,
        text: value.text,
        braces: value.text,
        placed,
        spanOf: (start, end) => inside(start, end) ?? placed.span,
        replace: (start, end, text) => {
          const span = inside(start, end);
          return span === undefined || value.anchor !== undefined ? undefined : [{ span, text }];
        },
      },
    ];
  });
}

function inVariables(repository: Repository): TemplateText[] {
  return repository.derive(exportedSettings).flatMap(({ variable, key }): TemplateText[] => {
    const { file, value } = variable;
    if (key.templateFields === undefined || value === undefined) return [];
    const written = file.source.slice(value.span);
    const quote = /^["']/.exec(written)?.[0] ?? '';
    const text = quote === '' ? written : written.slice(1, -1);
    if (quote !== '' && !written.endsWith(quote)) return [];
    // Escapes and quotes within the word: the text is not the one that is written.
    if (/[\\"'`]|\$\(/.test(text)) return [];
    const from = value.span.start + quote.length;
    const spanOf = (start: number, end: number) => ({ start: from + start, end: from + end });
    const braces =
      quote === "'"
        ? text
        : text.replace(/\$(?:\{[^{}]*\}|[A-Za-z_]\w*)/g, (expansion) => 'x'.repeat(expansion.length));
    return [
      {
        key,
        text,
        braces,
        placed: {
          at: value,
          copy: false,
          path: file.path,
          span: value.span,
          subject: `value:${value.span.start}`,
        },
        spanOf,
        replace: (start, end, replacement) => [{ span: spanOf(start, end), text: replacement }],
      },
    ];
  });
}
