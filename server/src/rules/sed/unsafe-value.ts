import { hubLaunch, type Launch, type SedStep } from '../../launch/index.ts';
import {
  freeDelimiter,
  type SubstituteCommand,
  type ValueDanger,
  valueDangers,
  withDelimiter,
} from '../../sed/index.ts';
import type { Word, WordPart } from '../../shell/index.ts';
import type { Span, TextEdit } from '../../text/index.ts';
import { editFix, type Fix, type Rule } from '../rule.ts';
import { type InsertedValue, type SedRun, sedRuns, type WrittenScript, writtenScript } from './runs.ts';
import { tokenPlaces } from './token-places.ts';

export const unsafeValue: Rule = {
  meta: {
    code: 'sed/unsafe-value',
    summary: 'The value that the shell puts into a sed script means something else to sed',
    severity: 'error',
    core: true,
    fix: 'both',
    docs: {
      launch:
        'sed stops with "unknown option to `s\'": the file stays as it was, and nobody sees the message. With `&` or a backslash the text is garbled.',
      detail:
        'Image names, paths and URL prefixes hold `/`, image names and addresses `:`; a value with the delimiter in it ends the replacement early. `&` stands for what was matched, and a backslash begins an escape. Values are those of a launch on a hub. Quiet for values whose special characters are escaped, as in `${V//\\//\\\\/}`.',
      severity: 'Error when sed stops or cuts the value off, warning when it garbles the text.',
      sources: [
        'observed with GNU sed 4.9: sed-slash-delimiter-fails, sed-colon-delimiter-fails, sed-ampersand-in-value, sed-backslash-in-value, sed-trailing-backslash-in-value',
        'kubespawner spawner.py, get_env; binderhub builder.py: what image names look like',
      ],
      examples: [
        {
          bad: {
            'binder/start':
              '#!/bin/bash\nsed -i "s/WORKER_IMAGE/${JUPYTER_IMAGE_SPEC}/g" worker.yaml\nexec "$@"\n',
            'worker.yaml': 'image: WORKER_IMAGE\n',
          },
          good: {
            'binder/start':
              '#!/bin/bash\nsed -i "s|WORKER_IMAGE|${JUPYTER_IMAGE_SPEC}|g" worker.yaml\nexec "$@"\n',
            'worker.yaml': 'image: WORKER_IMAGE\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const run of sedRuns(repository)) {
      for (const [piece, script] of run.step.scripts.entries()) {
        const written = writtenScript(script);
        const word = script.argument?.word;
        if (written?.program === undefined || word === undefined) continue;
        const found = firstDanger(run, written, piece);
        if (found === undefined) continue;
        const { command, value, danger } = found;
        const shown = `\`${run.file.source.slice(value.segment.source)}\``;
        report({
          path: run.file.path,
          span: word.span,
          severity: danger === 'ampersand' || danger === 'backslash' ? 'warning' : 'error',
          message: `${sentence(shown, danger, command.delimiter)} ${effect(run, danger, repository.derive(hubLaunch))}`,
          related: tokenPlaces(repository, run, command),
          subject: run.subject,
          fixes: () => [
            danger === 'delimiter' ? delimiterFix(run, word, written, command) : undefined,
            escapeFix(run, value, command.delimiter),
          ],
        });
      }
    }
  },
};

interface Found {
  readonly command: SubstituteCommand;
  readonly value: InsertedValue;
  readonly danger: ValueDanger;
}

function firstDanger({ step }: SedRun, written: WrittenScript, piece: number): Found | undefined {
  let worst: Found | undefined;
  const whole = staysWhole(step, written, piece);
  for (const command of written.program?.commands ?? []) {
    if (command.kind !== 'substitute') continue;
    for (const value of written.values) {
      const inReplacement = within(value.at, command.replacementSpan);
      if (value.text === undefined || !(inReplacement || within(value.at, command.patternSpan))) continue;
      const [danger] = dangersOf(value, command.delimiter, inReplacement).filter(
        (one) => !whole || one === 'ampersand' || one === 'backslash',
      );
      if (danger === undefined) continue;
      if (danger !== 'ampersand' && danger !== 'backslash') return { command, value, danger };
      worst ??= { command, value, danger };
    }
  }
  return worst;
}

/** Whether sed reads the script with its values as it was meant: each value has been made fit for it. */
function staysWhole(step: SedStep, written: WrittenScript, piece: number): boolean {
  if (step.plan.kind !== 'ready' || written.program === undefined) return false;
  const real = step.plan.program.commands.filter((command) => command.piece === piece);
  const meant = written.program.commands;
  return (
    real.length === meant.length &&
    meant.every((command, i) => {
      const other = real[i];
      if (command.kind !== 'substitute' || other?.kind !== 'substitute') return command.kind === other?.kind;
      return (
        written.expanded(command.patternSpan.end) === other.patternSpan.end &&
        written.expanded(command.replacementSpan.end) === other.replacementSpan.end
      );
    })
  );
}

/** What a value does to the script; `&` and backslashes only when its author has not seen to it. */
function dangersOf(
  { text = '', segment }: InsertedValue,
  delimiter: string,
  inReplacement: boolean,
): readonly ValueDanger[] {
  const escaped = isPrepared(segment.part) || (/\\/.test(text) && isEscaped(text, delimiter));
  return valueDangers(text, delimiter).filter(
    (danger) => (danger !== 'ampersand' && danger !== 'backslash') || (inReplacement && !escaped),
  );
}

/** Whether every character that means something to sed has a backslash before it: somebody has seen to it. */
function isEscaped(text: string, delimiter: string): boolean {
  const rest = text.replace(/\\[\s\S]/g, (pair) =>
    /[&\\\n]/.test(pair[1] ?? '') || pair[1] === delimiter ? '' : pair,
  );
  return !/[&\\\n]/.test(rest) && !rest.includes(delimiter);
}

function isPrepared(part: WordPart): boolean {
  if (part.kind === 'substitution') return !isPath(part);
  return part.kind === 'parameter' && part.operator !== undefined && !/^:?[-=+?]$/.test(part.operator);
}

/** `$(pwd)` and the like are as bare as a variable. */
function isPath(part: Extract<WordPart, { kind: 'substitution' }>): boolean {
  const [only] = part.statements;
  if (part.statements.length !== 1 || only?.kind !== 'command') return false;
  const [name] = only.words;
  const first = name?.parts[0];
  return first?.kind === 'literal' && /^(?:pwd|dirname|realpath|readlink|hostname)$/.test(first.text);
}

function sentence(shown: string, danger: ValueDanger, delimiter: string): string {
  switch (danger) {
    case 'delimiter':
      return `The value of ${shown} holds \`${delimiter}\`, which ends the replacement; use a delimiter that it does not hold.`;
    case 'newline':
      return `The value of ${shown} has several lines, which a replacement cannot hold; escape the line breaks.`;
    case 'trailing-backslash':
      return `The value of ${shown} ends in a backslash, which takes the meaning from the delimiter behind it; escape it.`;
    case 'ampersand':
      return `The value of ${shown} holds \`&\`, which stands for the text that was found; escape it.`;
    case 'backslash':
      return `The value of ${shown} holds a backslash, which begins an escape; escape it.`;
  }
}

function effect({ step }: SedRun, danger: ValueDanger, launch: Launch): string {
  if (danger === 'ampersand' || danger === 'backslash') return 'The file gets another text than the value.';
  const ends = launch.steps.some(
    (other) =>
      other.kind === 'end' && other.why === 'errexit' && other.place.span.start === step.place.span.start,
  );
  const message = step.plan.kind === 'error' ? (step.plan.scriptError?.message ?? '') : '';
  if (message === '')
    return 'What follows in the value is read as commands of sed, and the file gets only the beginning.';
  return `sed stops with "${message}", the file stays as it was, and ${ends ? 'with `set -e` no server starts' : 'nobody sees the message'}.`;
}

/** Another delimiter, when none of the texts holds it. */
function delimiterFix(
  { file }: SedRun,
  word: Word,
  written: WrittenScript,
  command: SubstituteCommand,
): Fix | undefined {
  const between = written.text.slice(command.patternSpan.start, command.replacementSpan.end);
  const inside = written.values.filter(
    ({ at }) => within(at, command.patternSpan) || within(at, command.replacementSpan),
  );
  if (inside.some(({ text }) => text === undefined)) return undefined;
  const bare = word.parts.some((part) => part.kind === 'literal');
  const texts = [between, ...inside.map(({ text }) => text ?? '')];
  const delimiter = freeDelimiter(texts, bare ? '|#~!%@' : '!');
  const edits = delimiter === undefined ? undefined : withDelimiter(written.text, command, delimiter);
  const placed = edits?.map(({ span, text }): TextEdit | undefined => {
    const place = written.place(span);
    return place && { span: place, text };
  });
  if (delimiter === undefined || placed === undefined || placed.some((edit) => edit === undefined))
    return undefined;
  return editFix(
    `Use \`${delimiter}\` as delimiter`,
    'safe',
    file.path,
    placed.filter((edit) => edit !== undefined),
  );
}

/** The value with a backslash before each character that means something to sed. */
function escapeFix({ file }: SedRun, { segment, text }: InsertedValue, delimiter: string): Fix | undefined {
  const { part } = segment;
  if (
    part.kind !== 'parameter' ||
    part.operator !== undefined ||
    text?.includes('\n') ||
    /[[\]\\'"^]/.test(delimiter)
  )
    return undefined;
  const name = part.name;
  const escaped = `$(printf '%s' "\${${name}}" | sed 's${delimiter === ',' ? '|' : ','}[&${delimiter}\\]${delimiter === ',' ? '|' : ','}\\\\&${delimiter === ',' ? '|' : ','}g')`;
  return editFix('Escape the value', 'unsafe', file.path, [{ span: part.span, text: escaped }]);
}

function within(offset: number, span: Span): boolean {
  return span.start <= offset && offset < span.end;
}
