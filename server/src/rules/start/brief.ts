const LONGEST = 60;

/** A piece of a script as a message names it: its first line, in backquotes, shortened. */
export function brief(text: string): string {
  const [first = ''] = text.split(/\s*\\?\r?\n/);
  const whole = first === text;
  const line = first.trim();
  const short = line.length > LONGEST ? line.slice(0, LONGEST).trimEnd() : line;
  return `\`${short}${whole && short === line ? '' : ' ...'}\``;
}
