import { hasHole, parseSedPieces, runSed, Work } from '../sed/index.ts';
import { type Budget, STEPS_OF_SED, walk } from './budget.ts';

/** What a regular expression matched first: the whole, then its groups. */
export type Match = readonly string[] | 'none' | 'unknown';

/** To prepare an expression. */
const UNITS_OF_REGEX = 20;

const MARK = '\x01';
const CUT = '\x02';

/**
 * The first match of a POSIX regular expression in one line, as sed finds it: leftmost, then longest. `unknown` for
 * what is not modelled and for expressions that are refused.
 */
export function firstMatch(
  regex: string,
  text: string,
  options: { readonly extended: boolean; readonly ignoreCase?: boolean },
  budget: Budget,
): Match {
  if ([regex, text].some((one) => [MARK, CUT, '\n'].some((char) => one.includes(char)) || hasHole(one)))
    return 'unknown';
  const groups = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].filter(
    (number) => number <= countGroups(regex, options.extended),
  );
  const parts = groups.map((number) => `${CUT}\\${number}`).join('');
  const script = `s${MARK}${regex}${MARK}${parts}${CUT}${MARK}${options.ignoreCase === true ? 'I' : ''}`;
  const program = parseSedPieces([{ kind: 'expression', text: script, extended: options.extended }]);
  if (program.kind !== 'program' || regex === '') return 'unknown';
  budget.spend(UNITS_OF_REGEX + walk(regex.length));
  const work = new Work(budget.most * STEPS_OF_SED);
  const result = runSed(program, `${text}\n`, { work });
  budget.spend(Math.min(work.done / STEPS_OF_SED, budget.left));
  if (result.kind !== 'done') return 'unknown';
  const cut = result.output.split(CUT);
  return cut.length === 1 ? 'none' : cut.slice(1, -1);
}

function countGroups(regex: string, extended: boolean): number {
  return [...regex.matchAll(extended ? /\\.|(\()/g : /\\(\()|\\./g)].filter((match) => match[1] !== undefined)
    .length;
}
