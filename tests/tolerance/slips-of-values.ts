// In: nothing. Out: values without quotes that are neither numbers nor literals, each with what its reader expects.
// Knows nothing of how they are read.

import type { Slips } from './slips.js';

export const slipsOfValues: Slips = {
  'words behind a number or literal': [
    ['{"w":5 kg,"b":1}', { w: '5 kg', b: 1 }],
    ['{"w":5 kg}', { w: '5 kg' }],
    ['{"w": 5 kg\n"b":1}', { w: '5 kg', b: 1 }],
    ['{"t": -5 °C, "b":1}', { t: '-5 °C', b: 1 }],
    ['{"p": 50 %, "b":1}', { p: '50 %', b: 1 }],
    ['{"n": 8 / 10, "b":1}', { n: '8 / 10', b: 1 }],
    ['{"n": 8 out of 10, "b":1}', { n: '8 out of 10', b: 1 }],
    ['{"n": 3 * 4, "b": 10 - 20}', { n: '3 * 4', b: '10 - 20' }],
    ['{"n": 5 > 3, "b":1}', { n: '5 > 3', b: 1 }],
    ['{"at": 5 past 10:30, "b":1}', { at: '5 past 10:30', b: 1 }],
    ['{"a": null or 5, "b":1}', { a: 'null or 5', b: 1 }],
    ['{"a": None (so far), "b":1}', { a: 'None (so far)', b: 1 }],
    ['{"a":1, "a": 5 kg}', { a: '5 kg' }],
    ['{"a":{"b":5 kg},"c":1}', { a: { b: '5 kg' }, c: 1 }],
    ['{"a":5 b:2}', { a: 5, b: 2 }],
    ['{"a":true b:2}', { a: true, b: 2 }],
    ['{"a":5 /* c */ b:2}', { a: 5, b: 2 }],
    ['{"a":5 // why not\n}', { a: 5 }],
    ['{"a":5 ... }', { a: 5 }],
    ['[5 %, 8 / 10]', [5, '%', 8, '/ 10']],
  ],
  alternatives: [
    ['{"a": null/none, "b":1}', { a: 'null/none', b: 1 }],
    ['{"a": true/false, "b":1}', { a: 'true/false', b: 1 }],
    ['[true/false,1]', ['true/false', 1]],
    ['{"a": true / false, "b":1}', { a: 'true / false', b: 1 }],
    ['{"a":"x" / "y","b":1}', { a: 'x" / "y', b: 1 }],
    ['{"a": true?, "b":null*}', { a: 'true?', b: 'null*' }],
    ['{"a":true/* c */,"b":false// c\n}', { a: true, b: false }],
  ],
  'commas in numbers': [
    ['{"a":1,50,"b":2}', { a: '1,50', b: 2 }],
    ['{"a": 0,5}', { a: '0,5' }],
    ['{"a":-1.234,50 "b":2}', { a: '-1.234,50', b: 2 }],
    ['{"a": $1,234.50, "b":2}', { a: '$1,234.50', b: 2 }],
    ['{"a": €1.234,50, "b":2}', { a: '€1.234,50', b: 2 }],
    ['{"a": USD 1,234,567, "b":2}', { a: 'USD 1,234,567', b: 2 }],
    ['{"a": 1,234.50 USD, "b":2}', { a: '1,234.50 USD', b: 2 }],
    ['{"a": 1,234.50 }', { a: 1234.5 }],
    ['{"a": 1 234 567.5, "b":2}', { a: 1234567.5, b: 2 }],
    ['{a:1,2:3}', { 2: 3, a: 1 }],
    ['[1,50,$1,234]', [1, 50, '$1', 234]],
  ],
};
