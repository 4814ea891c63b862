#!/usr/bin/env node
// CommonJS on purpose: Node's ESM loader would scan the whole bundle for its exports first, which costs 90 ms.
require('../dist/cli.cjs');
