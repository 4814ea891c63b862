/** The command that opens the page of a rule. */
export const explainRule = 'pangeoBinder.explainRule';

/** Markdown in which links to rule pages, `[text](pangeo-binder-rule:/family/name.md)`, are links of the command. */
export function withCommandLinks(markdown: string): string {
  return markdown.replaceAll(
    /\]\(pangeo-binder-rule:\/([a-z]+\/[a-z0-9-]+)\.md\)/g,
    (_, code: string) => `](command:${explainRule}?${encodeURIComponent(JSON.stringify([code]))})`,
  );
}
