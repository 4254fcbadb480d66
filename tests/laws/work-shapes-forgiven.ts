// In: a length. Out: a text of about that length that takes one liberty over and over, or almost takes it.
// Knows nothing of how work is counted.

import { many, type Shapes } from './work-shapes.js';

/** What seems a comment behind a quote and is text, again and again: each is looked at ahead of what it is. */
export const SEEMING: Shapes = {
  'marks before what seems a comment': (length) => `{'a':'x'${many(length / 6, () => " // y'")}`,
  'marks before what seems a hash': (length) => `{'a':'x'${many(length / 5, () => " # y'")}`,
  'short strings with one such mark': (length) => `[${many(length / 12, () => "'x' // 'y',")}'z']`,
};

/** What is forgiven, again and again; none of it may make a reader look back. */
export const FORGIVEN: Shapes = {
  'tuples in tuples': (length) => `[${many(length / 2, () => '(')}${many(length / 2, () => ')')}]`,
  'parentheses that never close': (length) => `[${many(length, () => '(')}`,
  'parentheses that close nothing': (length) => `[1${many(length, () => ')')}]`,
  'words with parentheses': (length) => `[(${many(length / 6, () => 'a(b)c)', ',')})]`,
  'calls in calls': (length) =>
    `{"a":${many(length / 8, () => 'set(')}1${many(length / 8, () => ')')}}`,
  'calls of what is unknown': (length) => `[${many(length / 8, () => 'f(1,[2])', ',')}]`,
  'unknown calls that never end': (length) => `[${many(length / 4, () => 'f(a,')}`,
  'unknown calls that a line ends': (length) => `{${many(length / 12, () => '"a":f(b,c:1\n')}}`,
  'calls that only begin': (length) => `[${many(length / 4, () => 'set(')}`,
  'remarks after numbers': (length) => `{${many(length / 14, (id) => `"k${id}":1 (so)`, ',')}}`,
  'a remark that never ends': (length) => `{"a":1 (${many(length, () => '(')}`,
  'strings that are joined': (length) => `["a"${many(length / 6, () => ' + "b"')}]`,
  'strings joined over lines': (length) => `["a"${many(length / 7, () => '\n+ "b"')}]`,
  'quotations at the ends of lines': (length) => `{"a":"${many(length / 6, () => 'b "c"\n')}"}`,
  'a quotation and many lines': (length) => `{"a":"b "c"${many(length, () => '\n')}d"}`,
  'JSON in a text': (length) => `{"a":"{${many(length / 10, () => '"b": "c"', ', ')}}"}`,
  'quotes that lack behind quotations': (length) =>
    `{${many(length / 18, (id) => `"k${id}":"a "b" c, `)}"z":1}`,
  'what seems a key, in a text': (length) => `{"a":"b "c" ${many(length / 8, () => ', "d": e')}"}`,
  'brackets that a text opens': (length) => `{"a":"${many(length / 4, () => '{"b"')}"}`,
  'brackets that a text opens and closes': (length) => `{"a":"${many(length / 5, () => '{"b"}')}"}`,
  'plus signs only': (length) => `["a"${many(length, () => '+')}]`,
  'a plus sign before a long gap': (length) => `["a" +${many(length, () => ' ')}b"]`,
  'line breaks after a plus sign': (length) => `['a' +${many(length, () => '\n')}'b']`,
  'quotes that plus signs follow': (length) => `['${many(length / 4, () => "a' + ")}']`,
  'digits that commas join': (length) => `{"a":${many(length / 4, () => '123', ',')}}`,
  'many values with many commas': (length) =>
    `{${many(length / 100, (id) => `"k${id}":${many(45, () => '1', ',')}`, ',')}}`,
  'a number, and words between line ends of another kind': (length) =>
    `{"a":1${many(length / 3, () => '\r2a')}}`,
  'digits in groups that brackets follow': (length) =>
    `{${many(length / 12, (id) => `"k${id}":1,234(/(`, ',')}}`,
  'a number that is a word': (length) => `[${many(length, () => '1')}x]`,
  'marks that comments follow': (length) => `['${many(length / 8, () => "a' // b ")}']`,
  'marks that comments of a line follow': (length) => `['${many(length / 6, () => "a' #\n")}x']`,
  'marks that comments of many lines follow': (length) =>
    `['${many(length / 8, () => "a' /* \n")}']`,
  'one comment that never ends': (length) => `['a' /*${many(length, () => '*')}`,
  'marks that semicolons follow': (length) => `{'a':'${many(length / 4, () => "a' ;")}'}`,
  'dots after a string': (length) => `["a"${many(length, () => '.')}]`,
  'commas of other scripts': (length) => `[${many(length / 4, () => '"a"', '，')}]`,
  'triple quotes': (length) => `[${many(length / 8, () => '"""a"""', ',')}]`,
  'a triple quote that never ends': (length) => `["""${many(length / 4, () => '"" a')}`,
  'empty strings without commas': (length) => `[${many(length / 4, () => '"" ')}]`,
  'strings written twice': (length) => `{${many(length / 12, () => '\\"a\\":\\"b\\"', ',')}}`,
  'one string written twice': (length) => `{\\"a\\":\\"${many(length / 4, () => '\\\\n\\')}\\"}`,
  'backslashes between values': (length) => `[1${many(length, () => '\\')}]`,
  'doubled braces': (length) =>
    `${many(length / 12, () => '{{"a":')}1${many(length / 12, () => '}}')}`,
  'braces that open only': (length) => many(length, () => '{'),
  'calls in a row': (length) => `{"a":f${many(length / 3, () => '(1)')}}`,
  'calls of many lines': (length) => `{${many(length / 12, () => '"a":f(b,\n1),')}}`,
  'parentheses that close nothing, behind a string': (length) =>
    `["a"${many(length, () => ')')} b"]`,
  'keys behind words': (length) => `{${many(length / 10, () => '"k":5 kg ')}"z":1}`,
  'quotations and colons in a word': (length) => `{"a":w${many(length / 7, () => ' "b" c:')}}`,
  'semicolons in a word': (length) => `{"a":w${many(length / 2, () => ';w')}}`,
  'comments behind words': (length) => `{${many(length / 12, () => '"a":w //\n,')}}`,
  'digits in groups': (length) => `{"a":1${many(length / 4, () => ',234')}}`,
  'commas in one number': (length) => `{"a":1${many(length / 2, () => ',5')}}`,
  'words behind numbers': (length) => `{${many(length / 12, (id) => `"k${id}":5 kg`, ',')}}`,
  'words behind one number': (length) => `{"a":5${many(length / 3, () => ' kg')}}`,
  'slashes behind numbers': (length) => `{"a":5${many(length / 4, () => ' / 5')}}`,
  'slashes behind literals': (length) => `{${many(length / 12, () => '"a":null/x', ',')}}`,
  'groups under many keys': (length) => `{${many(length / 10, () => '"a":1,234', ',')}}`,
  'values without keys': (length) => `{${many(length / 4, () => ':[1]', ',')}}`,
  'colons only': (length) => `{${many(length, () => ':')}}`,
  'arrows only': (length) => `{"a"${many(length / 2, () => '=>')}}`,
  'odd spaces': (length) => `[${many(length / 3, () => '1\u200b', ',\u00a0')}]`,
  'odd spaces only': (length) => `[1${many(length, () => '\u200b')}]`,
  'marks before lines': (length) => `{${many(length / 8, (id) => `\n> "k${id}":1,`)}}`,
  'slashes between digits': (length) => `[${many(length / 2, () => '1/')}]`,
  'hash signs after colons': (length) => `{${many(length / 6, () => '"a":#f', ',')}}`,
  'hash signs only': (length) => `{"a":${many(length, () => '#')}`,
  'half-quoted words': (length) => `[${many(length / 3, () => 'a"', ',')}]`,
  'words with many quotes': (length) => `[${many(length / 2, () => 'a"')}]`,
  'words in brackets': (length) => `${many(length / 4, () => '[x] ')}{"a":1}`,
  'words in braces': (length) => `${many(length / 8, () => '{a: b} ')}{"a":1}`,
  'words in braces without colons': (length) => `${many(length / 6, () => '{ok}, ')}{"a":1}`,
  'empty braces': (length) => `${many(length / 3, () => '{} ')}{"a":1}`,
  'braces that close nothing': (length) => `{"a":1}${many(length, () => '}')}`,
  'values behind the answer': (length) => `{"a":1}${many(length / 8, () => '\n{"b":2}')}`,
  'values behind empty braces': (length) => `{}${many(length / 8, () => '\n[1,[x]]')}`,
  'fences behind the answer': (length) => `{"a":1}\n${many(length / 5, () => '```\nx')}`,
  'comments around the answer': (length) =>
    `${many(length / 6, () => '/* */ ')}{"a":1}${many(length / 6, () => '/* */ ')}`,
  'slashes behind the answer': (length) => `{"a":1}${many(length, () => '/')}`,
  'tags behind the answer': (length) => `{"a":1}${many(length / 8, () => '</think>')}`,
  'prose and thinking by turns': (length) => many(length / 16, () => 'a <think></think>'),
  'drafts in thinking that never closes': (length) =>
    `<think>${many(length / 10, () => '{"a":[1]} ')}`,
  'open drafts in thinking': (length) => many(length / 20, () => '<think>{"a":[ </think>'),
  'tags that are not': (length) => many(length / 10, () => '<think [/t '),
  'lists that lack their brackets': (length) =>
    `{${many(length / 16, (id) => `"k${10_000 + id}":["x"`, ',')}`,
  'lists in lists that lack their brackets': (length) =>
    `${many(length / 24, () => '{"a":["b",')}1${many(length / 24, () => '"x","k":1}')}`,
  'strings that lack their quotes': (length) =>
    `{${many(length / 14, (id) => `"k${10_000 + id}":"x,`)}`,
  'one long string that lacks its quote': (length) =>
    `{"a":"${many(length / 4, () => 'abc ')}\n"b":"${many(length / 4, () => 'abc ')}\n"c":1}`,
  'strings without commas': (length) => `{${many(length / 12, () => "'a':'b' ")}}`,
  'strings in a list without commas': (length) => `[${many(length / 4, () => "'a' ")}]`,
  'marks that might begin a key': (length) => `['${many(length / 8, () => "b' 'c: ")}']`,
  'doubled quotes in a text': (length) => `["${many(length / 4, () => 'a"" ')}"]`,
  'doubled quotes at ends of texts': (length) => `[${many(length / 6, () => '"a""', ',')}]`,
  'quotations in a row': (length) => `{"a":"b ${many(length / 6, () => '"c", ')}d"}`,
  'long quotations in a row': (length) =>
    `{"a":"b ${many(length / 56, () => `"${'c '.repeat(25)}", `)}d"}`,
  'spaces between marks': (length) =>
    `{'a':'b'${many(length / 40, () => `${' '.repeat(36)}'c'`)}x'}`,
  'a long gap after a mark': (length) => `{'a':'b'${many(length, () => ' ')}'c' x'}`,
  'keys that lack their closing quotes': (length) => `{${many(length / 8, () => '"a:"b",')}}`,
  'keys and numbers in one quote': (length) => `{${many(length / 6, () => '"a:1,')}}`,
  'lists that a brace closes': (length) => `{${many(length / 10, () => '"a":[1},')}}`,
  'a wrong bracket before a long gap': (length) => `{"a":[1}${many(length, () => ' ')},"b":1}`,
  'quotes after numbers': (length) => `{${many(length / 6, () => '"a":1')}}`,
  'a word after a string': (length) => `{"a":"x"${many(length, () => 'w')}`,
  'words after strings': (length) => `{${many(length / 12, () => '"a":"x"yy":')}`,
  'channels of a chat template': (length) =>
    `${many(length / 24, () => '<|channel|>a<|message|>')}{"a":1}`,
  'lists of numbers in prose': (length) => `${many(length / 8, () => 'a [1,2] ')}{"a":1}`,
  'colons in prose': (length) => `${many(length / 4, () => 'a: b')} {"a":1}`,
  'values in comments': (length) =>
    `${many(length / 14, () => '/* {"a":0} */ ')}// {"a":1}\n{"a":2}`,
  'a comment that never ends before values': (length) => `/* ${many(length / 8, () => '{"a":0} ')}`,
  'quoted braces': (length) => `${many(length / 4, () => "'{' ")}{"a":1}`,
  'quoted braces in a row': (length) => many(length / 2, () => "'{"),
  'brackets that words and braces follow': (length) => `${many(length / 6, () => '[see {')}"a":1}`,
  'remarks of a template': (length) => `${many(length / 8, () => '{# so #}')}{"a":1}`,
  'a remark of a template that never ends': (length) => `{# ${many(length / 2, () => '#{')}`,
  'code before brackets': (length) => `${many(length / 4, () => '![a]')} {"a":1}`,
};
