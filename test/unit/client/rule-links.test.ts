import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withCommandLinks } from '../../../client/src/rule-links.ts';

test('links to rule pages become links of the command, and nothing else does', () => {
  assert.equal(
    withCommandLinks(
      'See [start/crlf](pangeo-binder-rule:/start/crlf.md), [a](https://example.org/start/crlf.md) ' +
        'and [b](pangeo-binder-rule:/../secret.md).',
    ),
    'See [start/crlf](command:pangeoBinder.explainRule?%5B%22start%2Fcrlf%22%5D), ' +
      '[a](https://example.org/start/crlf.md) and [b](pangeo-binder-rule:/../secret.md).',
  );
});
