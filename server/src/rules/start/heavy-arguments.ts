import type { Repository } from '../../binder/index.ts';
import type { ReachedCommand } from '../../launch/index.ts';
import { literalText, type Word } from '../../shell/index.ts';
import type { SourceText } from '../../text/index.ts';
import { firstOperand, programName, textOfWord } from './command-words.ts';
import type { Heavy } from './heavy-work.ts';
import { pathInRepository } from './repository-path.ts';

/** A pause of more seconds than these is felt; with more than the longer one no server answers in time. */
const LONG_PAUSE = 5;
const ENDLESS_PAUSE = 30;

const PAUSES: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };
/** Programs at the end of `curl URL | ...` that do something with all of it. */
const TAKERS = /^(?:bash|sh|python[\d.]*|tar|unzip|gunzip|zcat|psql)$/;

type Look = (
  program: Word,
  reached: ReachedCommand,
  source: SourceText,
  repository: Repository,
) => Heavy | undefined;

/** Programs of which only the arguments tell whether they take long. */
const LOOKS: Readonly<Record<string, Look>> = {
  curl,
  wget,
  sleep,
  tar: (program, { words }, source, repository) => unpack(repository, source, program, words.slice(1), 'tar'),
  unzip: (program, { words }, source, repository) =>
    unpack(repository, source, program, words.slice(1), 'unzip'),
};

/** Whether only the arguments of a program tell if it takes long. */
export function isHeavyByArguments(name: string): boolean {
  return Object.hasOwn(LOOKS, name);
}

/** What such a program does that takes long. `quick`: it does nothing of the kind; undefined: not one of them. */
export function heavyByArguments(
  repository: Repository,
  source: SourceText,
  reached: ReachedCommand,
): Heavy | 'quick' | undefined {
  const [program] = reached.words;
  const name = programName(reached.words);
  if (program === undefined || name === undefined || !isHeavyByArguments(name)) return undefined;
  return LOOKS[name]?.(program, reached, source, repository) ?? 'quick';
}

/** Where what a program fetches goes, as its options say. */
type Destination = 'file' | 'output' | 'nowhere';

/** What is fetched and kept could have been fetched when the image was built; what is only asked for may be quick. */
function fetched(program: Word, { command, pipeline }: ReachedCommand, destination: Destination): Heavy {
  const last = pipeline?.statements.at(-1);
  const taker =
    last?.kind === 'command' && last !== command ? last.words[0] && literalText(last.words[0]) : undefined;
  const kept =
    destination === 'file' ||
    command.redirections.some(
      ({ operator, target }) => /^&?>>?\|?$/.test(operator) && literalText(target) !== '/dev/null',
    ) ||
    (taker !== undefined && TAKERS.test(taker));
  return {
    telling: program,
    certainty: kept ? 'probable' : 'possible',
    does: kept ? 'downloads data' : 'asks a server',
  };
}

/** Whether one of the arguments is the address of another machine. */
function asksElsewhere(texts: readonly string[]): boolean {
  const address = texts.find((text) =>
    /^["']?(?:https?|ftp):\/\/|^["']?\$|^[\w.-]+\.[a-z]{2,}\/\S/.test(text),
  );
  return address !== undefined && !/localhost|127\.0\.0\.1|^["']?file:/.test(address);
}

function curl(program: Word, reached: ReachedCommand, source: SourceText): Heavy | undefined {
  const texts = reached.words.slice(1).map((word) => textOfWord(source, word));
  if (!asksElsewhere(texts) || texts.some((text) => /^(?:-I|--head|-V|--version|--help|-h)$/.test(text)))
    return undefined;
  const at = texts.findIndex((text) => /^(?:-[a-zA-Z]*[oO]|--output|--remote-name)$/.test(text));
  const nowhere = at >= 0 && texts[at + 1] === '/dev/null';
  return fetched(program, reached, nowhere ? 'nowhere' : at >= 0 ? 'file' : 'output');
}

/** wget keeps what it fetches, unless it is told to write it elsewhere. */
function wget(program: Word, reached: ReachedCommand, source: SourceText): Heavy | undefined {
  const texts = reached.words.slice(1).map((word) => textOfWord(source, word));
  if (!asksElsewhere(texts) || texts.some((text) => /^(?:--spider|--version|-V|--help|-h)$/.test(text)))
    return undefined;
  const at = texts.findIndex((text) => /^(?:-[a-zA-Z]*O|--output-document(?:=|$))/.test(text));
  const name = /^(?:-[a-zA-Z]*O|--output-document=?)(.*)$/.exec(texts[at] ?? '')?.[1];
  const target = name === '' ? texts[at + 1] : name;
  return fetched(program, reached, target === '-' ? 'output' : target === '/dev/null' ? 'nowhere' : 'file');
}

/** An archive of the repository could as well be unpacked when the image is built. */
function unpack(
  repository: Repository,
  source: SourceText,
  program: Word,
  args: readonly Word[],
  name: 'tar' | 'unzip',
): Heavy | undefined {
  const texts = args.map((word) => textOfWord(source, word));
  const [mode = ''] = texts;
  let archive: Word | undefined;
  if (name === 'unzip') {
    if (texts.some((text) => /^-[a-zA-Z]*[lvtzZ]/.test(text))) return undefined;
    archive = firstOperand(source, args);
  } else {
    if (
      !/^-?[a-zA-Z]*x|^--(?:extract|get)$/.test(mode) &&
      !texts.some((text) => /^-[a-zA-Z]*x|^--(?:extract|get)$/.test(text))
    )
      return undefined;
    const at = texts.findIndex(
      (text, i) => /^-[a-zA-Z]*f$|^--file$/.test(text) || (i === 0 && /^[a-zA-Z]*f$/.test(text)),
    );
    archive = at < 0 ? undefined : args[at + 1];
  }
  const path = archive && pathInRepository(archive);
  if (archive === undefined || path === undefined || repository.entry(path) !== 'file') return undefined;
  return {
    telling: name === 'unzip' ? archive : (args[0] ?? program),
    certainty: 'probable',
    does: 'unpacks an archive',
  };
}

function sleep(program: Word, { words, repeated, background }: ReachedCommand): Heavy | undefined {
  const [, duration] = words;
  const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec((duration && literalText(duration)) ?? '');
  if (match === null || background) return undefined;
  const seconds = Number(match[1]) * (PAUSES[match[2] ?? ''] ?? 1);
  const certainty =
    seconds >= ENDLESS_PAUSE ? 'probable' : seconds > LONG_PAUSE || repeated ? 'possible' : undefined;
  return certainty && { telling: duration ?? program, certainty, does: 'waits', waits: true };
}
