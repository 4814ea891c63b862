const LONGEST = 60;

/** A piece of a script as a message names it: its first line, in backquotes, shortened, without secrets. */
export function brief(text: string): string {
  const [first = ''] = text.split(/\s*\\?\r?\n/);
  const whole = first === text;
  const line = withoutSecrets(first.trim());
  const short = line.length > LONGEST ? line.slice(0, LONGEST).trimEnd() : line;
  return `\`${short}${whole && short === line ? '' : ' ...'}\``;
}

/** A text in which the values of tokens, passwords and keys are left out. */
export function withoutSecrets(text: string): string {
  return text
    .replace(
      /((?:token|secret|passw(?:or)?d|passphrase|api[-_]?key|access[-_]?key)[\w.-]*(?:=|\s+))(?!["']?\$)("[^"]*"|'[^']*'|[^\s"']+)/gi,
      '$1...',
    )
    .replace(/(:\/\/[^\s:/@]+:)[^\s/@]+@/g, '$1...@');
}
