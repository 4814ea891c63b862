import type { LaunchProfile, Repository } from '../../binder/index.ts';
import {
  type Content,
  chosenLaunch,
  concatAll,
  known,
  knownText,
  type SedStep,
  show,
  type UnknownPiece,
  type Value,
} from '../../launch/index.ts';
import { holeAt, type SubstituteCommand } from '../../sed/index.ts';
import type { Place } from './model.ts';
import { type SedPattern, sedPatterns } from './sed-patterns.ts';
import { tokensOf } from './tokens.ts';

/** What a sed puts in the place of a token in one file, in the launch that the settings choose. */
export interface Filling {
  readonly pattern: SedPattern;
  /** The file that sed reads, by its path in the repository; undefined for files elsewhere. */
  readonly path: string | undefined;
  /** That file as the script calls it. */
  readonly file: string;
  /** Whether that file is edited; otherwise its text is printed with the value, and stays as it is. */
  readonly inPlace: boolean;
  readonly value: Value;
  /** Whether the sed certainly runs. */
  readonly certain: boolean;
}

/** A token of a template with what a launch leaves in its place. */
export interface FilledPlace extends Place {
  readonly name: string;
  /** The text; undefined where the token stays as it is. */
  readonly text: string | undefined;
}

/** Everything that the seds of the chosen launch put in, in the order in which they run. */
export function fillingsOf(repository: Repository): readonly Filling[] {
  return repository.derive(collect);
}

export function profileOfLaunch(repository: Repository): LaunchProfile | undefined {
  return repository.derive(chosenLaunch).profile;
}

function collect(repository: Repository): readonly Filling[] {
  const launch = repository.derive(chosenLaunch);
  const byStart = new Map<string, SedPattern[]>();
  for (const pattern of sedPatterns(repository)) {
    const key = `${pattern.command.span.start} ${pattern.script.path}`;
    byStart.set(key, [...(byStart.get(key) ?? []), pattern]);
  }
  return launch.steps.flatMap((step): Filling[] => {
    if (step.kind !== 'sed' || step.plan.kind !== 'ready') return [];
    const { commands } = step.plan.program;
    const patterns = byStart.get(`${step.place.span.start} ${step.place.path}`) ?? [];
    return patterns.flatMap((pattern): Filling[] => {
      const command = commands[pattern.index];
      // A value with a line break or a semicolon may have made another program of it.
      if (!pattern.whole || command?.kind !== 'substitute' || command.regex?.raw !== pattern.name) return [];
      const value = replacementOf(step, command);
      if (value === undefined) return [];
      const inPlace = step.plan.arguments.inPlace !== undefined;
      return step.operands.flatMap(({ path, value: named, changedBy }) =>
        changedBy?.has(pattern.index) === true
          ? [{ pattern, path, file: path ?? show(named), inPlace, value, certain: step.certain }]
          : [],
      );
    });
  });
}

/** The text that is put in; undefined where it depends on what is found. */
function replacementOf(step: SedStep, { replacement }: SubstituteCommand): Value | undefined {
  const unknowns: UnknownPiece[] = [];
  for (const { value } of step.arguments)
    for (const piece of value.pieces)
      if (piece.kind === 'unknown' && !unknowns.includes(piece)) unknowns.push(piece);
  const values: Value[] = [];
  for (const part of replacement) {
    if (part.kind !== 'text') return undefined;
    for (let i = 0; i < part.text.length; i++) {
      const hole = holeAt(part.text, i);
      const piece = hole === undefined ? undefined : unknowns[hole];
      values.push(piece === undefined ? known(part.text[i] ?? '') : { pieces: [piece] });
    }
  }
  return concatAll(values);
}

/** More ways to fill one line are not tried. */
const MAX_WAYS = 256;

/**
 * What the chosen launch makes of each token of a file, where that is certain: the line with these texts is the very line
 * that the launch leaves. Undefined when nobody knows the file after the launch, or its lines are others.
 */
export function filledPlaces(repository: Repository, path: string): readonly FilledPlace[] | undefined {
  return repository.derive(allFilled).get(path);
}

function allFilled(repository: Repository): ReadonlyMap<string, readonly FilledPlace[] | undefined> {
  const paths = new Set(
    [...tokensOf(repository).values()].flatMap(({ uses }) => uses.map((use) => use.path)),
  );
  return new Map([...paths].map((path) => [path, filledIn(repository, path)]));
}

function filledIn(repository: Repository, path: string): readonly FilledPlace[] | undefined {
  const source = repository.file(path)?.source;
  const launch = repository.derive(chosenLaunch);
  if (source === undefined || launch.unknownFrom !== undefined || launch.perhapsChanged.has(path))
    return undefined;
  const outcome = launch.files.get(path);
  const after = outcome === undefined ? source.text : textAfter(outcome.after);
  const before = source.text.split('\n');
  const lines = after?.split('\n');
  if (lines?.length !== before.length) return undefined;
  const uses = usesByLine(repository, path);
  return [...uses].flatMap(([line, own]) => {
    const start = source.lines.lineStart(line);
    return wayOf(own, start, before[line] ?? '', lines[line] ?? '') ?? [];
  });
}

function textAfter(content: Content): string | undefined {
  return content.kind === 'text' ? show(content.text) : undefined;
}

interface Use {
  readonly name: string;
  readonly place: Place;
  /** What may stand there after the launch; undefined for the token itself. */
  readonly choices: readonly (string | undefined)[];
}

function usesByLine(repository: Repository, path: string): ReadonlyMap<number, readonly Use[]> {
  const source = repository.file(path)?.source;
  const lines = new Map<number, Use[]>();
  if (source === undefined) return lines;
  for (const { name, uses } of tokensOf(repository).values()) {
    const values = fillingsOf(repository)
      .filter((filling) => filling.inPlace && filling.path === path && filling.pattern.name === name)
      .map(({ value }) => show(value));
    const choices = [...new Set<string | undefined>([undefined, ...values])];
    for (const place of uses) {
      if (place.path !== path) continue;
      const line = source.lines.lineAt(place.span.start);
      const use = { name, place, choices };
      const list = lines.get(line);
      if (list === undefined) lines.set(line, [use]);
      else list.push(use);
    }
  }
  for (const list of lines.values()) list.sort((a, b) => a.place.span.start - b.place.span.start);
  return lines;
}

/** The one way to fill the tokens of a line that gives the line after the launch. */
function wayOf(
  uses: readonly Use[],
  start: number,
  before: string,
  after: string,
): readonly FilledPlace[] | undefined {
  let ways: { readonly text: string; readonly places: readonly FilledPlace[] }[] = [{ text: '', places: [] }];
  let from = 0;
  for (const { name, place, choices } of uses) {
    const at = place.span.start - start;
    // Of two tokens that overlap, such as a name and the brackets around it, only the first one is looked at.
    if (at < from) continue;
    const between = before.slice(from, at);
    ways = ways.flatMap(({ text, places }) =>
      choices.map((choice) => ({
        text: text + between + (choice ?? name),
        places: [...places, { ...place, name, text: choice }],
      })),
    );
    if (ways.length > MAX_WAYS) return undefined;
    from = place.span.end - start;
  }
  const rest = before.slice(from);
  const fitting = ways.filter(({ text }) => text + rest === after);
  return fitting.length === 1 ? fitting[0]?.places : undefined;
}

/** The text of a value that is put in, with `<...>` for what is not known; what it is to be called certain. */
export function fillingText({ value, certain }: Filling): {
  readonly text: string;
  readonly certain: boolean;
} {
  return { text: show(value), certain: certain && knownText(value) !== undefined };
}
