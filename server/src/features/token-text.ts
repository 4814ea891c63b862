import type { Repository } from '../binder/index.ts';
import type { Hover } from './model.ts';
import { foundAt } from './symbols/find.ts';
import {
  type Filling,
  filledPlaces,
  fillingsOf,
  fillingText,
  profileOfLaunch,
} from './symbols/token-values.ts';
import { type Token, tokensOf } from './symbols/tokens.ts';
import { bullets, code, paragraphs } from './words.ts';

/** What is to be said of the token at an offset: who fills it, and with what. */
export function tokenHover(repository: Repository, path: string, offset: number): Hover | undefined {
  const found = foundAt(repository, path, offset).find(({ kind }) => kind === 'token');
  const token = found === undefined ? undefined : tokensOf(repository).get(found.name);
  if (found === undefined || token?.placeholder !== true) return undefined;
  const { span, role } = found.here;
  const isUse = token.uses.some((use) => use.path === path && use.span.start === span.start);
  const markdown = paragraphs([
    `**${code(token.name)}**: ${fills(repository, token)}`,
    bullets(isUse ? atUse(repository, token, path, span.start) : elsewhere(repository, token)),
    role === 'definition' ? usesText(token) : undefined,
  ]);
  return { markdown, span };
}

function fills(repository: Repository, { fills: seds }: Token): string {
  if (seds.length === 0) return 'a name that something has to fill; no `sed` of this repository does.';
  const places = [
    ...new Set(
      seds.map(({ script, command }) => {
        const source = repository.file(script.path)?.source;
        const line = source === undefined ? 1 : source.lines.lineAt(command.span.start) + 1;
        return `\`${script.path}\`, line ${line}`;
      }),
    ),
  ];
  return `a name that \`sed\` replaces (${places.join('; ')}).`;
}

/** What becomes of this very place, and of copies of its file. */
function atUse(repository: Repository, token: Token, path: string, start: number): readonly string[] {
  const on = profileOfLaunch(repository)?.title ?? 'this launch';
  const all = fillingsOf(repository).filter(({ pattern }) => pattern.name === token.name);
  const here = (filling: Filling): boolean => filling.inPlace && filling.path === path;
  const copies = sentences(all.filter((filling) => !here(filling) && !isTemplate(token, filling, path)));
  const filled = filledPlaces(repository, path)?.find((one) => one.span.start === start);
  if (filled === undefined) return [...sentences(all.filter(here), path), ...copies].map(launched);
  const own =
    filled.text === undefined
      ? 'it stays as it is'
      : filled.text === ''
        ? 'nothing is left of it: the value is empty'
        : `it becomes ${code(filled.text)}`;
  return [own, ...copies].map(launched);

  function launched(sentence: string): string {
    return `On ${on} ${sentence}`;
  }
}

/** Another template of the repository, whose own places are told there. */
function isTemplate({ uses }: Token, { path, inPlace }: Filling, here: string): boolean {
  return inPlace && path !== here && uses.some((use) => use.path === path);
}

function elsewhere(repository: Repository, token: Token): readonly string[] {
  const on = profileOfLaunch(repository)?.title ?? 'this launch';
  const lines = sentences(fillingsOf(repository).filter(({ pattern }) => pattern.name === token.name));
  if (lines.length === 0 && token.fills.length > 0) lines.push('no `sed` replaces it anywhere');
  return lines.map((line) => `On ${on} ${line}`);
}

/** What each sed makes of the token, once each. */
function sentences(fillings: readonly Filling[], here?: string): string[] {
  return [
    ...new Set(
      fillings.map((filling) => {
        const { text, certain } = fillingText(filling);
        const becomes = `it ${certain ? 'becomes' : 'may become'} ${code(text)}`;
        if (!filling.inPlace) return `${becomes} in what \`sed\` prints of \`${filling.file}\``;
        return filling.path === here ? becomes : `${becomes} in \`${filling.file}\``;
      }),
    ),
  ];
}

function usesText({ uses }: Token): string | undefined {
  if (uses.length === 0) return 'It stands in no template that is known here.';
  const paths = [...new Set(uses.map(({ path }) => `\`${path}\``))];
  return `It stands in ${paths.join(', ')}.`;
}
