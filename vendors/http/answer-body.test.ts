import { expect, test } from 'vitest';
import { tryJson } from './answer-body.ts';

test.each([
  ['NUL at the end of a serial', '{"serial":"5CD1234ABC\\u0000\\u0000"}', { serial: '5CD1234ABC' }],
  ['NUL within a list', '[["FRONT\\u0000DESK"]]', [['FRONTDESK']]],
  ['half an emoji', '{"name":"Clinic \\ud83d"}', { name: 'Clinic \ufffd' }],
  ['its other half', '{"name":"\\uDE00 Clinic"}', { name: '\ufffd Clinic' }],
  ['a whole emoji', '{"name":"Clinic \\ud83d\\ude00"}', { name: 'Clinic \u{1f600}' }],
  ['a backslash before u0000', '{"path":"C:\\\\u0000"}', { path: 'C:\\u0000' }],
  ['what is no text', '{"a":null,"b":[1,true],"c":"\\u0000"}', { a: null, b: [1, true], c: '' }],
])('%s', (_case, text, value) => {
  expect(tryJson(text)).toEqual(value);
});

test('what is not whole JSON is none', () => {
  expect(tryJson('{"name":"\\ud83d')).toBeUndefined();
});
