import type { Repository } from '../binder/index.ts';
import type { Hover } from './model.ts';
import { foundAt } from './symbols/find.ts';
import { filledPlaces, fillingsOf, fillingText, profileOfLaunch } from './symbols/token-values.ts';
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

/** What becomes of this very place. */
function atUse(repository: Repository, token: Token, path: string, start: number): (string | undefined)[] {
  const on = profileOfLaunch(repository)?.title ?? 'this launch';
  const filled = filledPlaces(repository, path)?.find((one) => one.span.start === start);
  if (filled !== undefined)
    return [
      filled.text === undefined
        ? `On ${on} it stays as it is.`
        : filled.text === ''
          ? `On ${on} nothing is left of it: the value is empty.`
          : `On ${on} it becomes ${code(filled.text)}`,
    ];
  return fillingLines(repository, token, path, on);
}

function elsewhere(repository: Repository, token: Token): (string | undefined)[] {
  const on = profileOfLaunch(repository)?.title ?? 'this launch';
  const lines = fillingLines(repository, token, undefined, on);
  return lines.length > 0 || token.fills.length === 0 ? lines : [`On ${on} no \`sed\` replaces it anywhere.`];
}

function fillingLines(
  repository: Repository,
  { name }: Token,
  path: string | undefined,
  on: string,
): string[] {
  const lines = fillingsOf(repository)
    .filter((filling) => filling.pattern.name === name && (path === undefined || filling.path === path))
    .map((filling) => {
      const { text, certain } = fillingText(filling);
      const where = path === undefined ? ` in \`${filling.path}\`` : '';
      return `On ${on} it ${certain ? 'becomes' : 'may become'} ${code(text)}${where}`;
    });
  return [...new Set(lines)];
}

function usesText({ uses }: Token): string | undefined {
  if (uses.length === 0) return 'It stands in no template that is known here.';
  const paths = [...new Set(uses.map(({ path }) => `\`${path}\``))];
  return `It stands in ${paths.join(', ')}.`;
}
