import type { DelimitedText } from './delimited.ts';
import { RECURSIVE_ESCAPE, resolveEscapes } from './escapes.ts';
import { type Place, panic, refusal, ScriptDoubt } from './failure.ts';
import type { SedRegex } from './regex-model.ts';
import { parseRegex } from './regex-syntax.ts';

/**
 * Compiles a pattern at the place where sed does, after its flags; undefined for an empty one.
 * @param references the highest group the replacement names; undefined for an address
 * @throws ScriptFailure with the message of sed or of the C library
 */
export function compilePattern(
  place: Place,
  pattern: DelimitedText,
  flags: { readonly ignoreCase: boolean; readonly multiline: boolean },
  references: number | undefined,
): SedRegex | undefined {
  const { span } = pattern;
  if (pattern.text === '') {
    if (!flags.ignoreCase && !flags.multiline) return undefined;
    throw refusal('cannot specify modifiers on empty regexp', place, span);
  }
  const resolved = resolveEscapes(pattern.text, 'regex');
  if (resolved.recursive) throw refusal(RECURSIVE_ESCAPE, place, span);
  const { extended, text } = place.piece;
  const syntax = parseRegex(resolved.text, extended, flags.ignoreCase);
  const uncertain = resolved.doubt ?? (syntax.kind === 'doubt' ? syntax.reason : undefined);
  if (uncertain !== undefined || syntax.kind === 'doubt') {
    const reason = uncertain ?? '';
    throw new ScriptDoubt({ kind: 'unknown', reason, piece: place.pieceIndex, span });
  }
  if (syntax.kind === 'error') throw refusal(syntax.message, place, span);
  if (references !== undefined && syntax.groups < references) {
    throw refusal(`invalid reference \\${references} on \`s' command's RHS`, place, span);
  }
  if (syntax.misspeltClass) {
    throw panic('character class syntax is [[:space:]], not [:space:]', place, span);
  }
  return {
    raw: text.slice(span.start, span.end),
    span,
    text: resolved.text,
    extended,
    ...flags,
    tree: syntax.tree,
    groups: syntax.groups,
    doubt: syntax.doubt,
  };
}
