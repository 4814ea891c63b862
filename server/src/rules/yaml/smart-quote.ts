import { quoteScalar, type YamlNode, type YamlScalar } from '../../yaml/index.ts';
import { editFix, type Rule } from '../rule.ts';
import { yamlFiles } from './files.ts';

const QUOTES = '“”„‟‘’‚‛«»';
const FIRST = new RegExp(`^[${QUOTES}]`);
const LAST = new RegExp(`[${QUOTES}]$`);

export const smartQuote: Rule = {
  meta: {
    code: 'yaml/smart-quote',
    summary: 'A value begins or ends with a typographic quote',
    severity: 'error',
    core: false,
    fix: 'safe',
    docs: {
      launch: 'The quotes are part of the value: the class, image or file of that name is not found.',
      detail:
        'Text processors and web pages turn quotes into typographic ones, which mean nothing to YAML. Values in plain quotes are not looked at: there a typographic one is meant.',
      severity:
        'Warning in free text: labels, annotations and the values of environment variables. Else error.',
      sources: ['YAML 1.1, 7.3 flow scalar styles', 'a labextension configuration of 2019 in the wild'],
      examples: [
        {
          bad: {
            '.config/dask/labextension.yaml':
              'labextension:\n  factory:\n    module: dask_gateway\n    class: “GatewayCluster”\n',
          },
          good: {
            '.config/dask/labextension.yaml':
              'labextension:\n  factory:\n    module: dask_gateway\n    class: "GatewayCluster"\n',
          },
        },
      ],
    },
  },
  check(repository, report) {
    for (const { file, document } of yamlFiles(repository)) {
      for (const { scalar, path } of plainScalars(document.root)) {
        const opens = FIRST.test(scalar.text);
        const closes = LAST.test(scalar.text);
        if (!opens && !closes) continue;
        const inner = scalar.text.replace(FIRST, '').replace(LAST, '');
        const single = /^[‘’‚‛]|[‘’‚‛]$/.test(scalar.text);
        report({
          path: file.path,
          span: scalar.span,
          severity: isFreeText(path) ? 'warning' : 'error',
          message: `The value ${opens && closes ? 'stands in' : opens ? 'begins with' : 'ends with'} ${opens && closes ? 'typographic quotes' : 'a typographic quote'}; YAML knows only \`"\` and \`'\`. The quotes are part of the value${isFreeText(path) ? '' : ', and nothing of that name is found'}.`,
          subject: `value:${scalar.span.start}`,
          fixes: () => [
            editFix(
              'Write plain quotes',
              'safe',
              file.path,
              quoteScalar(document, scalar, inner, single ? 'single' : 'double'),
            ),
          ],
        });
      }
    }
  },
};

interface PlacedScalar {
  readonly scalar: YamlScalar;
  readonly path: readonly string[];
}

/** Values and items without quotes, in the order of the text, with the keys that lead to them. */
function plainScalars(root: YamlNode | undefined): PlacedScalar[] {
  const found: PlacedScalar[] = [];
  const visit = (node: YamlNode, path: readonly string[]): void => {
    if (node.kind === 'scalar' && node.style === 'plain') found.push({ scalar: node, path });
    else if (node.kind === 'sequence') for (const item of node.items) visit(item, path);
    else if (node.kind === 'mapping') {
      for (const { key, value } of node.pairs) visit(value, [...path, key.kind === 'scalar' ? key.text : '']);
    }
  };
  if (root !== undefined) visit(root, []);
  return found;
}

/** Labels, annotations and the values of environment variables: nobody looks such a text up. */
function isFreeText(path: readonly string[]): boolean {
  const [above, last] = path.slice(-2);
  return (
    above === 'labels' ||
    above === 'annotations' ||
    above === 'environ' ||
    (above === 'env' && last !== 'name')
  );
}
