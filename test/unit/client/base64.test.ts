import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64 } from '../../../client/src/base64.ts';

test('bytes become base64', () => {
  assert.equal(toBase64(new Uint8Array()), '');
  assert.equal(toBase64(new Uint8Array([0])), 'AA==');
  assert.equal(toBase64(new Uint8Array([0, 97, 115, 109, 255])), 'AGFzbf8=');
});

test('files larger than one piece keep every byte', () => {
  const bytes = new Uint8Array(100_001).fill(7);
  bytes[0x8000] = 1;
  assert.deepEqual(new Uint8Array(Buffer.from(toBase64(bytes), 'base64')), bytes);
});
