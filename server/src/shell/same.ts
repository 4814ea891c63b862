import { applyEdits, SourceText, type TextEdit } from '../text/index.ts';
import type { Script } from './model.ts';
import { parseScript } from './parse-script.ts';

/** Whether a script does the same after edits that are to touch comments only: same statements, same problems. */
export function doesTheSame(script: Script, edits: readonly TextEdit[]): boolean {
  if (script.tooLarge) return false;
  const { source } = script;
  const after = parseScript(new SourceText(source.path, applyEdits(source.text, edits)));
  try {
    return without(script) === without(after);
  } catch (error) {
    // Nested too deeply to be compared.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** What bash makes of the script, as a text without places. */
function without(script: Script): string {
  const problems = script.units.flatMap(({ problem, openHereDocuments }) =>
    [...(problem === undefined ? [] : [problem]), ...openHereDocuments].map(({ kind, token, expected }) => [
      kind,
      token,
      expected,
    ]),
  );
  const { shebang, statements, crlf, unreadable } = script;
  return JSON.stringify([shebang, statements, crlf, unreadable.length, problems], (key, value: unknown) =>
    /^span$|Span$/.test(key) ? undefined : value,
  );
}
