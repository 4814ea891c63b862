import type { Statement, SyntaxProblem, Unit } from '../shell/index.ts';
import type { SourceText, Span } from '../text/index.ts';
import { type Refusal, refusalOfDash } from './dash.ts';
import { messageHead, messageLine, placeOf } from './frame.ts';
import type { Machine, Signal } from './machine.ts';
import { loseMessage, write } from './output.ts';
import { doubt, endHere } from './report.ts';
import type { State } from './state.ts';
import { leaveShell } from './unwinding.ts';
import { known, type Place, type Status, unknown } from './value.ts';

/** Characters of a script that are read for one unit. */
const CHARACTERS_READ = 10;

/** Whether the budget still allows to read a text that a command brings in. */
export function isAffordable(machine: Machine, source: SourceText): boolean {
  return source.text.length / CHARACTERS_READ <= machine.budget.most;
}

/** Reads a text unit by unit and runs each before the next is read, so that what stands before a mistake has been run. */
export function runText(
  machine: Machine,
  state: State,
  source: SourceText,
  run: (state: State, statements: readonly Statement[]) => Signal,
): Signal {
  // The start script itself was read before the simulation began.
  const units = machine.frame.broughtBy === undefined ? 0 : source.text.length / CHARACTERS_READ;
  const script = machine.budget.take(units) ? machine.repository.models.script(source) : undefined;
  if (script === undefined || script.tooLarge) {
    doubt(
      machine,
      state,
      'The script is longer than the budget of the simulation allows.',
      placeOf(machine.frame, { start: 0, end: 0 }),
    );
    return 'next';
  }
  if (source.text.startsWith('\ufeff')) byteOrderMark(machine, state, source);
  state.misreads = false;
  for (const unit of script.units) {
    const signal = runUnit(machine, state, source, unit, run);
    if (signal === 'unread') return 'next';
    if (signal !== 'next') return signal;
  }
  return 'next';
}

/** With -v a shell prints the lines of a unit when it has read them. */
function showWhatIsRead(machine: Machine, state: State, source: SourceText, unit: Unit): void {
  const set = state.options.get('verbose') ?? false;
  if (set === false) return;
  const place = placeOf(machine.frame, unit.span);
  const text = source.slice(unit.span);
  const exact = set === true && machine.frame.given === undefined && unit.problem === undefined;
  write(
    machine,
    state,
    2,
    exact && text.endsWith('\n') ? known(text) : unknown('the lines that the shell reads', 'script', place),
    place,
  );
}

/** Reads and runs one unit. `unread`: the shell, or nobody, reads on behind it. */
export function runUnit(
  machine: Machine,
  state: State,
  source: SourceText,
  unit: Unit,
  run: (state: State, statements: readonly Statement[]) => Signal,
): Signal | 'unread' {
  showWhatIsRead(machine, state, source, unit);
  const give = (reason: string, span: Span): 'unread' => {
    doubt(machine, state, reason, placeOf(machine.frame, span));
    return 'unread';
  };
  if (state.misreads && isMisread(source, unit))
    return give(
      'Behind a quote that `eval` did not find the end of, bash misreads this line.',
      unit.statements[0]?.span ?? unit.span,
    );
  state.misreads = false;
  const dash = machine.frame.dialect === 'dash';
  if (dash && hasExtendedPattern(state, source, unit))
    return give('What `sh` makes of this is not known.', unit.span);
  if (hasExtendedPattern(state, source, unit))
    return give(
      'Whether patterns such as `@(a|b)` are read here is not known: `extglob` is set too late, or perhaps.',
      unit.span,
    );
  const refusal = dash ? refusalOfDash(machine.frame, unit) : undefined;
  if (refusal === 'unknown') return give('What `sh` makes of this is not known.', unit.span);
  if (refusal !== undefined) return refuseInDash(machine, state, refusal);
  warnOfHereDocuments(machine, state, source, unit);
  if (unit.problem !== undefined) {
    const signal = refuse(machine, state, source, unit.problem, unit);
    return signal === 'next' ? 'unread' : signal;
  }
  const outer = machine.unit;
  machine.unit = linesOf(machine, unit);
  const signal = run(state, unit.statements);
  machine.unit = outer;
  if (signal !== 'next' || unit.unreadable.length === 0) return signal;
  // The grammar gave up, not bash: nothing is known of what follows.
  return give('The script could not be read from here on.', unit.unreadable[0] ?? unit.span);
}

/**
 * Whether bash misreads what follows a text of `eval` with an open quote (observed with 5.2): it still waits for the
 * rest of a word, so that a reserved word that begins the next line is the name of a command, and the parenthesis of a
 * list no part of an assignment.
 */
function isMisread(source: SourceText, unit: Unit): boolean {
  const text = source.slice(unit.span);
  return (
    /^[ \t]*(?:if|for|while|until|case|select|function|time|coproc|\[\[|\(\(|[{!}])/.test(text) ||
    /^[^\n]*[\w\]]\+?=\(/.test(text)
  );
}

const EXTENDED = /[?*+@!]\(/;

/** Whether a unit has a pattern that bash reads only with `extglob`, which has to be set before the unit is read. */
function hasExtendedPattern(state: State, source: SourceText, unit: Unit): boolean {
  if (state.shopt.get('extglob') === true) return false;
  // In `[[ ]]` bash reads them always.
  const text = source.slice(unit.span);
  if (!EXTENDED.test(text)) return false;
  const found = text.split('\n').some((line) => EXTENDED.test(line) && !line.includes('[['));
  return found && source.text.includes('extglob');
}

/** From the first statement of a unit to its end. */
function linesOf(machine: Machine, unit: Unit): Machine['unit'] {
  const { lines } = machine.frame.source;
  const first = lines.lineAt(unit.statements[0]?.span.start ?? unit.span.start) + 1;
  const last = lines.lineAt(Math.max(unit.statements.at(-1)?.span.end ?? 0, unit.span.end - 1)) + 1;
  return { first, last: Math.max(first, last) };
}

/** The mark is part of the first word, which is then no comment and no command that there is. */
function byteOrderMark(machine: Machine, state: State, source: SourceText): void {
  const place = placeOf(machine.frame, { start: 0, end: 1 });
  const line = source.slice(source.lineSpan(0));
  const [word = ''] = line.split(/[ \t]/);
  if (!/^\ufeff#[^"'$`\\*?[{;&|<>()~]*$/.test(line)) {
    doubt(machine, state, 'A byte order mark is part of the first word.', place);
    return;
  }
  const why = word.includes('/') ? 'No such file or directory' : 'command not found';
  machine.line = 1;
  write(
    machine,
    state,
    2,
    known(
      `${messageHead(machine.frame, 1)}${word}: ${machine.frame.dialect === 'dash' ? 'not found' : why}\n`,
    ),
    place,
  );
  state.status = 127;
}

function refuseInDash(machine: Machine, state: State, refusal: Refusal): Signal {
  const { within } = machine.frame;
  const head = within === undefined ? '' : `${within}: `;
  const place = placeOf(machine.frame, refusal.span);
  const line = refusal.line ?? messageLine(machine.frame, refusal.span.start);
  endHere(machine, state, place, 'syntax-error', 2);
  write(
    machine,
    state,
    2,
    known(`${messageHead(machine.frame, line)}${head}Syntax error: ${refusal.message}\n`),
    place,
  );
  state.status = 2;
  return 'exit';
}

/** Whether a here-document seems to end beside the parenthesis that ends the list around it. */
function endsInList(text: string): boolean {
  if (!text.includes('<<')) return false;
  const ends = new Set([...text.matchAll(/^\t*(\w+)[)`]/gm)].map(([, word]) => word));
  if (ends.size === 0) return false;
  return [...text.matchAll(/<<-?[ \t]*["'\\]?(\w+)/g)].some(([, word]) => ends.has(word));
}

function warnOfHereDocuments(machine: Machine, state: State, source: SourceText, unit: Unit): void {
  if (machine.frame.dialect === 'bash' && endsInList(source.slice(unit.span))) {
    const place = placeOf(machine.frame, unit.span);
    loseMessage(machine, state, place);
  }
  for (const open of unit.openHereDocuments) {
    const place = placeOf(machine.frame, open.span);
    const marker = open.expected ?? open.token;
    const last = placeOf(machine.frame, { start: source.text.length, end: source.text.length }).line;
    const line = source.text.endsWith('\n') ? last - 1 : last;
    // The lines of several in one line are counted in another way.
    const written = source.slice(source.lineSpan(source.lines.lineAt(open.span.start)));
    const alone = written.split('<<').length === 2;
    const exact = alone && machine.frame.dialect === 'bash' && !machine.linesUncertain;
    const text = `${messageHead(machine.frame, line)}warning: here-document at line ${place.line} delimited by end-of-file (wanted \`${marker}')\n`;
    write(
      machine,
      state,
      2,
      exact ? known(text) : unknown('a message', 'message', place, [known(text)]),
      place,
    );
  }
}

/** bash stops reading: what it says, and its status. */
function refuse(
  machine: Machine,
  state: State,
  source: SourceText,
  problem: SyntaxProblem,
  unit: Unit,
): Signal {
  const place = placeOf(machine.frame, problem.span);
  const before = source.slice({ start: unit.span.start, end: problem.span.start });
  // In the list of an array bash gives up the line, and goes on with the next.
  const quote = problem.kind === 'unclosed' && /^["'`]$/.test(problem.token);
  const inList = problem.kind !== 'test' && (quote ? /[\w\]]\+?=\(/ : /\w=\([^()]*$/).test(before);
  if (machine.frame.dialect === 'bash' && inList) {
    write(machine, state, 2, unknown('a syntax error', 'syntax error', place), place);
    doubt(machine, state, 'What bash goes on with behind this list is not known.', place);
    state.status = 'unknown';
    return 'next';
  }
  const message =
    machine.frame.dialect === 'bash' ? messageOf(machine, state, source, problem, unit, place) : undefined;
  const exact = message !== undefined && !machine.linesUncertain;
  // A text of `eval` or a sourced file that cannot be read ends no more than that command.
  const { given, sourced, dialect } = machine.frame;
  const evaluated = (given === 'eval' || sourced === true) && dialect === 'bash';
  if (given === 'eval' && /^["'`]$|^\$(?:\{|\(\()/.test(problem.token)) state.misreads = true;
  // With -e bash ends at its first message.
  const errexit = dialect === 'bash' && machine.tested === 0 && state.options.get('errexit') === true;
  const ends = !evaluated || errexit;
  if (ends) endHere(machine, state, place, 'syntax-error', message?.status ?? 2);
  const told = errexit && message !== undefined ? `${message.text.split('\n')[0]}\n` : message?.text;
  write(
    machine,
    state,
    2,
    told !== undefined && exact ? known(told) : unknown('a syntax error', 'syntax error', place),
    place,
  );
  state.status = message?.status ?? (problem.kind === 'test' ? 'unknown' : 2);
  if (evaluated && problem.kind === 'test') state.status = 'unknown';
  if (!ends) return 'next';
  leaveShell(machine, state, errexit ? 'message' : 'exit');
  return 'exit';
}

function messageOf(
  machine: Machine,
  state: State,
  source: SourceText,
  problem: SyntaxProblem,
  unit: Unit,
  place: Place,
): { readonly text: string; readonly status: Status } | undefined {
  const { given, name, sourced } = machine.frame;
  const head = (line: number): string =>
    messageHead(given === undefined ? machine.frame : { ...machine.frame, name: `${name}: ${given}` }, line);
  if (problem.kind === 'unclosed') {
    // The list of an array
    if (problem.token === '(' && source.text[problem.span.start - 1] === '=')
      return { text: `${head(place.line)}unexpected EOF while looking for matching \`)'\n`, status: 1 };
    if (/^(?:if|then|elif|else|while|until|for|do|case|in|select|\{|\(|function)$/.test(problem.token)) {
      if (given !== undefined) return undefined;
      // In a regular expression it is not the parenthesis of a group.
      const line = source.slice(source.lineSpan(source.lines.lineAt(problem.span.start)));
      if (problem.token === '(' && line.includes('=~')) return undefined;
      return { text: `${head(endLine(source))}syntax error: unexpected end of file\n`, status: 2 };
    }
    if (problem.token === '"' || problem.token === "'" || problem.token === '`') {
      return {
        text: `${head(place.line)}unexpected EOF while looking for matching \`${problem.token}'\n`,
        status: statusBehindQuote(state.status, given === 'eval' || sourced === true),
      };
    }
    return undefined;
  }
  if (problem.kind === 'unexpected') {
    // Behind a parenthesis bash sometimes goes on reading and says more.
    if (problem.token === '(') return undefined;
    // An assignment of a list it shows whole.
    if (/=$/.test(problem.token) && source.text[problem.span.end] === '(') return undefined;
    // It shows a whole word, blanks in quotes and all.
    if (/["'`$\\]/.test(problem.token)) return undefined;
    const token = problem.token === '\n' || problem.token === 'end of file' ? 'newline' : problem.token;
    const line = source.slice(source.lineSpan(source.lines.lineAt(problem.span.start)));
    // It has read the here-documents of a line when it meets its end, and speaks of a later line.
    if (token === 'newline' && /<<(?!<)/.test(line.replaceAll('<<<', ''))) return undefined;
    return {
      text: `${head(place.line)}syntax error near unexpected token \`${token}'\n${head(place.line)}\`${line}'\n`,
      status: 2,
    };
  }
  if (problem.kind === 'test') {
    const text = source.slice(unit.span);
    // Observed only for a `]]` that is part of the word before it; bash 5.2 then ends with 0.
    if (!/"\]\]/.test(text)) return undefined;
    const next = /^[ \t]*(;|\n|$)/.exec(source.text.slice(problem.span.end))?.[1];
    if (next === undefined) return undefined;
    const token = next === ';' ? ": unexpected token `;'" : '';
    return { text: `${head(place.line)}syntax error in conditional expression${token}\n`, status: 0 };
  }
  return undefined;
}

/** At an open quote a script that bash reads ends with the status of the command before, when that failed. */
function statusBehindQuote(before: Status, broughtIn: boolean): Status {
  return broughtIn || before === 0 ? 2 : before;
}

/** The line in which bash meets the end of the text. */
function endLine(source: SourceText): number {
  return source.lines.lineCount;
}
